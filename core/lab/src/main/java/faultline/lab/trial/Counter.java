package faultline.lab.trial;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.uprobe.Consumer;
import faultline.kernel.uprobe.Cookie;
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
    private final Wants wants;
    private final int answer;
    private volatile int site;

    /// `answer` is what its hits are answered with.
    Counter(Memory memory, int number, Wants wants, int answer, int cpus) {
        super(memory, number, wants);
        this.wants = wants;
        this.answer = answer;
        this.hits = new AtomicLongArray(cpus);
        this.returns = new AtomicLongArray(cpus);
    }

    @Override public int handle(Task task, MmStruct mm, Registers registers, Cookie cookie) {
        if (cookie.value != 0) {
            throw new Failure(this + " finds another's cookie: " + Hand.at(cookie.value));
        }
        cookie.value = left(task);
        hits.incrementAndGet(task.cpu());
        return answer;
    }

    @Override public void handleReturn(Task task, MmStruct mm, Registers registers, Cookie cookie) {
        boolean right = wants == Wants.SESSIONS ? cookie != null && cookie.value == left(task) : cookie == null;
        if (!right) {
            throw new Failure(this + ", which wants " + wants + ", gets the cookie "
                    + (cookie == null ? "of nobody" : Hand.at(cookie.value)));
        }
        returns.incrementAndGet(task.cpu());
    }

    /// A cookie that says who left it: this consumer, since it was registered last, on this task.
    private long left(Task task) {
        return (long) number() << 32 | (long) task.cpu() << 24 | site + 1;
    }

    boolean wantsHits() {
        return wants != Wants.RETURNS;
    }

    boolean wantsReturns() {
        return wants != Wants.HITS;
    }

    boolean isSession() {
        return wants == Wants.SESSIONS;
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
