package faultline.lab.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Words;

/// The accounts, and everything else of a memory in which one thread is alone.
public final class LedgerMemory extends Memory {
    private final List<KernelObject> objects = new ArrayList<>();
    private final Map<KernelObject, Integer> lives = new IdentityHashMap<>();
    private final ArrayDeque<Consumer<Task>> deferred = new ArrayDeque<>();
    private Consumer<Entry> book = entry -> { };
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

    /// Whoever is to be told of each entry from here on, in place of the one before.
    public void book(Consumer<Entry> next) {
        book = next;
    }

    /// Does what was put off to a grace period, on `task`, which must stand outside all of them.
    public void drain(Task task) {
        for (Consumer<Task> next = deferred.poll(); next != null; next = deferred.poll()) {
            next.accept(task);
        }
    }

    void laysOut() {
        cells++;
    }

    void enter(String access, String edge, KernelObject owner, String field, String before, String after) {
        book.accept(new Entry(access, edge == null ? "" : edge, owner, field, before, after, text(owner)));
    }

    /// Something beside memory.
    void enter(String access, String edge, String what) {
        book.accept(new Entry(access, edge, null, what, "", "", ""));
    }

    /// `vma#2`, from its second life on `vma#2.life2`, and `null`.
    String text(KernelObject object) {
        if (object == null) {
            return "null";
        }
        int life = lives.getOrDefault(object, 1);
        return life > 1 ? object + ".life" + life : object.toString();
    }

    @Override public Line line(KernelObject owner) {
        lines++;
        return new LedgerLine(this, owner);
    }

    @Override public Words words(KernelObject owner, String field, int length) {
        return new LedgerWords(this, owner, field, length);
    }

    @Override public KernelObject object(long handle) {
        return handle == 0 ? null : objects.get((int) handle - 1);
    }

    @Override public void rmb(String edge) {
        enter("rmb", edge, "");
    }

    @Override public void wmb(String edge) {
        enter("wmb", edge, "");
    }

    @Override public void mb(String edge) {
        enter("mb", edge, "");
    }

    @Override public void rcuReadLock(Task task) {
        ((LedgerTask) task).nest(1);
        enter("rcuReadLock", "", "");
    }

    @Override public void rcuReadUnlock(Task task) {
        enter("rcuReadUnlock", "", "");
        ((LedgerTask) task).nest(-1);
    }

    @Override public void synchronizeRcu(Task task) {
        if (task.rcuDepth() > 0) {
            throw bug("waits for itself to leave RCU");
        }
        enter("synchronizeRcu", "", "");
    }

    @Override public void defer(Task task, GracePeriod gracePeriod, Reclaim reclaim, KernelObject object) {
        enter("defer", "", text(object) + " to the end of a grace period");
        deferred.add(idle -> reclaim.reclaim(idle, object));
    }

    @Override public void interrupt(Task task, Words cpus, Interrupt handler) {
        enter("interrupt", "", "other CPUs, of which none is running");
    }

    @Override public KernelBug bug(String what) {
        return new KernelBug(what);
    }

    @Override protected long adopt(KernelObject object) {
        objects.add(object);
        return objects.size();
    }

    @Override protected void born(KernelObject object) {
        lives.merge(object, 1, Integer::sum);
    }

    @Override protected void died(KernelObject object) {
        // what it left is overwritten by the next life
    }
}
