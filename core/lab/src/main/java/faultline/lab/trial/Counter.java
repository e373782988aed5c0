package faultline.lab.trial;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.uprobe.Consumer;
import faultline.kernel.uprobe.Registers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/// A consumer that counts, for each task, its hits and returns.
final class Counter extends Consumer {
    /// What [#phase] says modulo 4. It only ever grows.
    static final int OUT = 0;
    static final int ENTERING = 1;
    static final int IN = 2;
    static final int LEAVING = 3;

    private final AtomicInteger phase = new AtomicInteger();
    private final AtomicLongArray hits;
    private final AtomicLongArray returns;
    private final int answer;
    private volatile int site;

    Counter(Memory memory, int number, boolean wantsReturn, int answer, int cpus) {
        super(memory, number, wantsReturn);
        this.answer = answer;
        this.hits = new AtomicLongArray(cpus);
        this.returns = new AtomicLongArray(cpus);
    }

    @Override public int handle(Task task, MmStruct mm, Registers registers) {
        hits.incrementAndGet(task.cpu());
        return answer;
    }

    @Override public void handleReturn(Task task, MmStruct mm, Registers registers) {
        returns.incrementAndGet(task.cpu());
    }

    /// Registered or not, and since when.
    int phase() {
        return phase.get();
    }

    void nextPhase() {
        phase.incrementAndGet();
    }

    int site() {
        return site;
    }

    void setSite(int newSite) {
        site = newSite;
    }

    long hits(Task task) {
        return hits.get(task.cpu());
    }

    long returns(Task task) {
        return returns.get(task.cpu());
    }
}
