package faultline.lab.explorer;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Task;
import faultline.lab.coroutine.Coroutine;
import faultline.lab.lockdep.Lockdep;
import java.util.Arrays;

/// A task that takes one step at a time, and what it knows of memory.
///
/// | view       | holds                                               | binds                                |
/// |------------|-----------------------------------------------------|--------------------------------------|
/// | `loads`    | what its loads may not fall behind                  | loads                                |
/// | `stores`   | what its stores may not come before                 | stores                               |
/// | `seen`     | all it loaded and stored, with what came along      | what a release or full barrier gives |
/// | `stored`   | all it stored, with what went along                 | what a write barrier gives           |
/// | `release`  | what its last barriers keep before its later stores | what every store of it takes along   |
final class ExplorerTask extends Task {
    private static final long RUNNING = 0;
    private static final long SLEEPING = 1;
    static final long SLEEPING_KILLABLE = 2;

    final View loads = new View();
    final View stores = new View();
    final View seen = new View();
    final View stored = new View();
    final View release = new View();
    private View releaseCopy;   // shared by the stores between two barriers

    final Wanted wanted = new Wanted();
    final int[] clock;          // the last step of each task that came before
    int storesMade;
    int loadsMade;
    int lastPoll;               // the last step before which it took interrupts
    int interruptedAt;
    long othersStored;          // as this task knew when it paused last
    boolean caughtUp;
    boolean finished;
    private final Lockdep.Held held;
    private int spinLocks;
    Coroutine coroutine;
    Runnable body;

    private final Execution execution;
    private final Location state;
    final Location fatal;
    final Location interrupts;

    ExplorerTask(ExplorerMemory memory, Execution execution, String kind, int number, int cpu, int tasks) {
        super(memory, kind, number, cpu);
        this.held = memory.lockdep().heldBy(toString());
        this.execution = execution;
        this.clock = new int[tasks];
        this.state = new Location(this, "__state", -1, RUNNING, true, false);
        this.fatal = new Location(this, "fatal_signal", -1, 0, true, false);
        this.interrupts = new Location(this, "interrupts", -1, 0, true, false);
    }

    /// Before an execution: knows nothing, stands nowhere.
    void begin() {
        restart();
        loads.clear();
        stores.clear();
        seen.clear();
        stored.clear();
        release.clear();
        releaseCopy = null;
        Arrays.fill(clock, -1);
        storesMade = 0;
        loadsMade = 0;
        lastPoll = -1;
        interruptedAt = -1;
        othersStored = 0;
        caughtUp = false;
        finished = false;
        spinLocks = 0;
        wanted.isAsleep = false;
    }

    /// What a store of this task takes along if it is no release.
    View releaseCopy() {
        if (releaseCopy == null) {
            releaseCopy = release.copy();
        }
        return releaseCopy;
    }

    /// From here on all loads and stores come behind what `view` holds.
    void knows(View view) {
        if (view != null) {
            loads.join(view);
            stores.join(view);
            seen.join(view);
        }
    }

    void readBarrier() {
        loads.join(seen);
    }

    void writeBarrier() {
        release.join(stored);
        releaseCopy = null;
    }

    /// `order` is what all full barriers of this execution have handed from one to the next.
    void fullBarrier(View order) {
        seen.join(order);
        order.join(seen);
        loads.join(seen);
        stores.join(seen);
        release.join(seen);
        releaseCopy = null;
    }

    void nest(int change) {
        rcuDepth(rcuDepth() + change);
    }

    /// Whether its CPU takes interrupts before its next step. It does before the first: user code runs there.
    boolean takesInterrupts() {
        return clock[cpu()] < 0 || wanted.takesInterrupts();
    }

    @Override public void prepareToSleep(String edge, boolean killable) {
        execution.store(state, killable ? SLEEPING_KILLABLE : SLEEPING, false, false);
        execution.fullBarrier(edge);
    }

    /// It does what may sleep, whether or not it has to this time (`might_sleep`).
    void maySleep(String how) {
        if (rcuDepth() > 0) {
            throw memory().bug(this + " " + how + " inside RCU");
        }
        if (spinLocks > 0) {
            throw memory().bug(this + " " + how + " under a spinlock");
        }
    }

    @Override public void acquires(String lockClass, boolean shared, boolean tries) {
        held.acquires(lockClass, tries);
        execution.properties.acquires(this, lockClass, shared);
    }

    @Override public void releases(String lockClass) {
        held.releases(lockClass);
        execution.properties.releases(this, lockClass);
    }

    @Override public void excludesWriters(KernelObject object) {
        execution.properties.excludes(this, object);
    }

    @Override public void admitsWriters(KernelObject object) {
        execution.properties.excludes(this, null);
    }

    @Override public void beginFault(KernelObject mm, long address, long rights) {
        execution.properties.beginFault(this, mm, address, rights);
    }

    @Override public void endFault(boolean denied) {
        execution.properties.endFault(this, denied);
    }

    @Override public void trapped(KernelObject mm, long address) {
        execution.properties.trapped(this, address);
    }

    @Override public void endSpeculation(boolean valid) {
        super.endSpeculation(valid);
        execution.properties.endSpeculation(this, valid);
    }

    /// It has done what it does, and holds nothing up any more.
    void ends() {
        if (rcuDepth() > 0) {
            throw memory().bug(this + " ends inside RCU");
        }
        if (!held.holdsNothing()) {
            throw memory().bug(this + " ends holding " + String.join(", ", held.classes()));
        }
    }

    @Override public void preemptDisable() {
        spinLocks++;
    }

    @Override public void preemptEnable() {
        spinLocks--;
    }

    @Override public void mightSleep() {
        maySleep("may sleep");
    }

    @Override public void sleep() {
        maySleep("sleeps");
        execution.sleep(this, state);
    }

    @Override public void finishSleep() {
        execution.store(state, RUNNING, false, false);
    }

    @Override public void wake(String edge) {
        execution.fullBarrier(edge);
        execution.modify(state, null, null, false, true, Rmw.WAKE, 0, 0, 0);
    }

    @Override public boolean fatalSignalPending() {
        return execution.load(fatal, false, false) != 0;
    }

    /// Whether it was killed, for a wait that asks before every step.
    boolean isKilled() {
        return execution.newest(fatal) != 0;
    }

    @Override public void kill() {
        execution.store(fatal, 1, true, false);
        execution.modify(state, null, null, false, true, Rmw.WAKE_FROM, SLEEPING_KILLABLE, 0, 0);
    }

    @Override public void poll() {
        execution.poll(this);
    }

    @Override public void pause() {
        execution.pause(this);
    }

    @Override public void waitForDevice(long nanos) {
        maySleep("waits for a device");
    }

    @Override public void work(String name) {
        // touches no memory
    }
}
