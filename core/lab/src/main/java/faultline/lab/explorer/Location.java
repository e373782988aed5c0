package faultline.lab.explorer;

import faultline.kernel.memory.KernelObject;
import java.util.Arrays;

/// One cell: all values it has had in this execution, in the order that all tasks agree on, and who touched it
/// when.
///
/// It rolls back by itself: the first access of an execution forgets the one before.
final class Location {
    /// Who owns it, and what it is called there; an index from 0 for one of a row, -1 otherwise.
    final KernelObject owner;
    final String field;
    final int index;
    final boolean isStable;
    final boolean isPointer;
    /// The same in every execution, and hardly another location's.
    final int mark;
    final boolean isField;     // of a VMA, and believed by readers

    private final Store first;
    private Store[] stores = new Store[2];
    private int count = 1;
    private int slot = -1;
    private int run = -1;

    // the last store's step, and the loads since, for whoever looks for orders that matter
    int writeStep = -1;
    int writeTask;
    int[] writeClock;
    int[] readSteps;
    int[] readClock;

    // by task: how many stores, plain stores, loads, plain loads it had made when it last made one here
    int[] stored;
    int[] storedPlainly;
    int[] loaded;
    int[] loadedPlainly;

    // by task: the last old value that it read, and how often in a row
    int[] staleTime;
    int[] staleReads;

    Location(KernelObject owner, String field, int index, long initial, boolean isStable, boolean isPointer) {
        this.owner = owner;
        this.field = field;
        this.index = index;
        this.isStable = isStable;
        this.isPointer = isPointer;
        this.mark = ((owner.kind().hashCode() * 31 + owner.number()) * 31 + field.hashCode()) * 31 + index;
        this.isField = Properties.isField(owner, field);
        this.first = new Store(initial);
        this.stores[0] = first;
    }

    /// Execution `run` of `tasks` tasks is about to touch it.
    void enter(int run, int tasks) {
        if (this.run == run) {
            return;
        }
        this.run = run;
        count = 1;
        slot = -1;
        writeStep = -1;
        writeClock = null;
        if (readSteps == null) {
            readSteps = new int[tasks];
            readClock = new int[tasks];
            stored = new int[tasks];
            storedPlainly = new int[tasks];
            loaded = new int[tasks];
            loadedPlainly = new int[tasks];
            staleTime = new int[tasks];
            staleReads = new int[tasks];
        } else {
            Arrays.fill(stored, 0);
            Arrays.fill(storedPlainly, 0);
            Arrays.fill(loaded, 0);
            Arrays.fill(loadedPlainly, 0);
            Arrays.fill(staleTime, 0);
            Arrays.fill(staleReads, 0);
        }
        Arrays.fill(readSteps, -1);
        Arrays.fill(readClock, -1);
    }

    int newest() {
        return count - 1;
    }

    Store store(int at) {
        return stores[at];
    }

    /// The value before any execution; where there is none yet, the value.
    void initial(long value) {
        first.value = value;
    }

    long initial() {
        return first.value;
    }

    /// The value that `run` left behind.
    long last(int run) {
        return this.run == run ? stores[count - 1].value : first.value;
    }

    /// The value after this edit.
    long after(int edit) {
        int at = count - 1;
        while (at > 0 && stores[at].edit > edit) {
            at--;
        }
        return stores[at].value;
    }

    /// Between steps, when all has ended, whoever comes next finds this.
    void overwrite(int run, int tasks, long value) {
        enter(run, tasks);
        insertBehind(count - 1, new Store(value, stores[count - 1].time + 1, null, 0, -1, null, 0, false));
    }

    /// Its number in views; -1 while nothing was stored.
    int slot() {
        return slot;
    }

    void slot(int number) {
        slot = number;
    }

    /// The time of a store right behind the one at `at`, or -1: no room.
    int timeBehind(int at) {
        int before = stores[at].time;
        if (at == count - 1) {
            return before > Integer.MAX_VALUE - Store.SPACING ? -1 : before + Store.SPACING;
        }
        int between = before + (stores[at + 1].time - before) / 2;
        return between == before ? -1 : between;
    }

    void insertBehind(int at, Store store) {
        if (count == stores.length) {
            stores = Arrays.copyOf(stores, 2 * count);
        }
        System.arraycopy(stores, at + 1, stores, at + 2, count - at - 1);
        stores[at + 1] = store;
        count++;
    }

    /// As traces print it: `vma#2.vm_refcnt`.
    @Override public String toString() {
        return owner + "." + field + (index < 0 ? "" : "[" + index + "]");
    }
}
