package faultline.kernel.memory;

/// The running thread as the kernel sees it (`current`). Passed along, never looked up. A task has a CPU to
/// itself for as long as it exists, so what is per CPU is the task's own.
///
/// Sleeping is the kernel's three steps. A wake that comes before the first is lost, as it is there:
///
/// ```
///     sleeper                                   waker
///
///     prepareToSleep      state = sleeping
///     ──── full barrier ────┐            ┌────  make the condition true
///     condition? yes: finishSleep        │      ──── full barrier ────
///     sleep               (or returns at once)  wake: state = running
/// ```
///
/// Both barriers bear the letter of the class that sleeps or wakes.
public abstract class Task extends KernelObject {
    private static final long PAUSE_NANOS = 20_000;

    private final int cpu;
    private int rcuDepth;
    private int speculations;

    protected Task(Memory memory, String kind, int number, int cpu) {
        super(memory, kind, number);
        this.cpu = cpu;
    }

    /// The CPU this task runs on, counted from 0.
    public final int cpu() {
        return cpu;
    }

    /// Says that this task is about to sleep, then orders everything: `set_current_state`.
    public abstract void prepareToSleep(String edge, boolean killable);

    /// Gives up the CPU until somebody wakes this task, or returns at once if that has happened since
    /// [#prepareToSleep]; killable sleeps end with a fatal signal too. Inside RCU it is a bug.
    public abstract void sleep();

    /// The condition came true before sleeping, or the sleep is over: `__set_current_state(TASK_RUNNING)`.
    public abstract void finishSleep();

    /// Called by another task: orders everything, then lets this task run on (`wake_up_process`).
    public abstract void wake(String edge);

    /// Whether this task is to die; killable waits then give up.
    public abstract boolean fatalSignalPending();

    /// Sends this task a fatal signal, and wakes it from a killable sleep.
    public abstract void kill();

    /// An interrupt point outside RCU: the world may run interrupt handlers here and take note of a quiescent
    /// state. On every way out of the kernel and in every spin; user code runs between two of them.
    public abstract void poll();

    /// Lets a little time pass, as until the next tick of a timer, before something is tested again that no
    /// [Word] can await, such as a sum. A world that explores need not return before another task has
    /// written.
    public void pause() {
        waitForDevice(PAUSE_NANOS);
    }

    /// Waits without holding anything up, as for a disk.
    public abstract void waitForDevice(long nanos);

    /// Work that touches no shared memory of ours, by name (`"trap"`, `"handler"`), or a lock of Linux that
    /// we have not (`"lruvec.lru_lock"`); only the simulated machine charges it.
    public abstract void work(String name);

    /// This task is about to take a lock of this class (lock-order checking; not in measured runs). `tries`
    /// says that it will not wait for it.
    public void acquires(String lockClass, boolean shared, boolean tries) {
    }

    /// This task gives a lock of this class back. Called before the store or decrement that does it.
    public void releases(String lockClass) {
    }

    /// From here to [#preemptEnable] this task must not sleep: it holds a spinlock (checking; not in measured
    /// runs). They nest.
    public void preemptDisable() {
    }

    public void preemptEnable() {
    }

    /// The caller may sleep, whether it will this time or not (`might_sleep`). A world that checks refuses it
    /// inside RCU and under a spinlock.
    public void mightSleep() {
    }

    /// From here to [#admitsWriters] the read of this task keeps writers out of `object` (checking; not in
    /// measured runs).
    public void excludesWriters(KernelObject object) {
    }

    public void admitsWriters(KernelObject object) {
    }

    /// This task faults at `address` of `mm`, and needs one of these rights (checking; not in measured runs).
    public void beginFault(KernelObject mm, long address, long rights) {
    }

    /// The fault is over. `denied`: user code may not do what it wanted.
    public void endFault(boolean denied) {
    }

    /// A breakpoint that this task came to is not a probe's: SIGTRAP (checking; not in measured runs).
    public void trapped(KernelObject mm, long address) {
    }

    /// From here to [#endSpeculation] this task reads VMA fields that may change under it.
    public void startSpeculation() {
        speculations++;
    }

    /// The end of the look or read: `valid` says that its values may be believed.
    public void endSpeculation(boolean valid) {
        speculations--;
    }

    public final boolean speculates() {
        return speculations > 0;
    }

    /// How deep in RCU read-side critical sections this task stands.
    public final int rcuDepth() {
        return rcuDepth;
    }

    /// For the world's [Memory#rcuReadLock] and [Memory#rcuReadUnlock] alone.
    protected final void rcuDepth(int depth) {
        rcuDepth = depth;
    }

    /// For a world that begins anew: what the task keeps about itself is as it was at first.
    protected final void restart() {
        rcuDepth = 0;
        speculations = 0;
    }
}
