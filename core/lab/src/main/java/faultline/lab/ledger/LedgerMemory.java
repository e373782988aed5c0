package faultline.lab.ledger;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Words;

/// The accounts, and everything else of a memory in which one thread is alone. What is freed stays: nobody
/// lives long enough to need it again.
public final class LedgerMemory extends Memory {
    private final List<KernelObject> objects = new ArrayList<>();
    private final Set<String> written = new LinkedHashSet<>();
    private int cells;
    private int lines;

    public LedgerMemory() {
    }

    /// A task of CPU `cpu`.
    public Task task(int cpu) {
        return new LedgerTask(this, cpu);
    }

    /// How many cells there are.
    public int cells() {
        return cells;
    }

    /// How many lines of cells there are, those of rows aside.
    public int lines() {
        return lines;
    }

    /// Forgets what was written so far.
    public void forget() {
        written.clear();
    }

    /// The cells that were written since, each on a line that no two names share: `vma#1.vm_refcnt`.
    public List<String> written() {
        return List.copyOf(written);
    }

    void laysOut() {
        cells++;
    }

    void writes(String cell) {
        written.add(cell);
    }

    @Override public Line line(KernelObject owner) {
        lines++;
        return new LedgerLine(this, owner);
    }

    @Override public Words words(KernelObject owner, String field, int length) {
        return new LedgerWords(this, owner + "." + field, length);
    }

    @Override public KernelObject object(long handle) {
        return handle == 0 ? null : objects.get((int) handle - 1);
    }

    @Override public void rmb(String edge) {
        // nothing to order
    }

    @Override public void wmb(String edge) {
        // nothing to order
    }

    @Override public void mb(String edge) {
        // nothing to order
    }

    @Override public void rcuReadLock(Task task) {
        ((LedgerTask) task).nest(1);
    }

    @Override public void rcuReadUnlock(Task task) {
        ((LedgerTask) task).nest(-1);
    }

    @Override public void synchronizeRcu(Task task) {
        if (task.rcuDepth() > 0) {
            throw bug("waits for itself to leave RCU");
        }
    }

    @Override public void defer(Task task, GracePeriod gracePeriod, Reclaim reclaim, KernelObject object) {
        // never reused
    }

    @Override public void interrupt(Task task, Words cpus, Interrupt handler) {
        // no other CPU is running
    }

    @Override public KernelBug bug(String what) {
        return new KernelBug(what);
    }

    @Override protected long adopt(KernelObject object) {
        objects.add(object);
        return objects.size();
    }

    @Override protected void born(KernelObject object) {
        // lives are not counted
    }

    @Override protected void died(KernelObject object) {
        // lives are not counted
    }
}
