package faultline.lab.machine;

import faultline.kernel.memory.Task;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/// A virtual CPU and the task that has it: its clock, its prices, its store buffer, and how it waits.
public final class MachineTask extends Task {
    /// What the CPU is doing while it is not the one that runs.
    enum State { IDLE, READY, SPINS, SLEEPS, AWAY }

    /// In picoseconds of virtual time.
    long now;
    long drained;         // when the store buffer is empty
    int draining;         // whose line the stores in it wait for longest
    State state = State.IDLE;
    int watched;          // SPINS: the line
    int watchedName;      // SPINS: the cell's number on the bill
    long since;           // SPINS, SLEEPS: from when on
    String wanted = "";   // the class of the lock that it takes or has taken last
    long sections;        // how many RCU sections it has begun
    long progress;        // when it last finished something

    final long id;        // what lines know it by
    final int copyWord;
    final long copyBit;

    long hit;
    long store;
    long atomic;
    long fence;
    long memory;
    long serving;

    private final Machine machine;
    private final ArrayDeque<InterruptCall> calls = new ArrayDeque<>();
    private long[] transfers = {};
    private long[] caches = {};
    private long hold;
    private int held;
    private long heldUntil;
    private int buffered;
    private long longest;         // of the waits of the stores in the buffer
    private int bufferSize;
    private Prices prices;
    private final Map<String, Integer> batched = new HashMap<>();   // how often a lock would have been needed
    private long mood;
    private boolean sleepy;       // between prepareToSleep and the wake or finishSleep
    private boolean killable;
    private boolean killed;

    MachineTask(Machine machine, int cpu) {
        super(machine.memory(), "task", cpu + 1, cpu);
        this.machine = machine;
        this.id = cpu + 1;
        this.copyWord = cpu >> 6;
        this.copyBit = 1L << cpu;
    }

    /// What the CPU pays. `seed` is of the moods in which it works.
    void pays(Prices own, long seed) {
        prices = own;
        mood = (seed + id) * 0x9e37_79b9_7f4a_7c15L;
        hit = own.hit();
        store = own.store();
        atomic = own.atomic();
        fence = own.fence();
        memory = own.memory();
        serving = own.serving();
        transfers = own.transfers();
        caches = own.caches();
        hold = own.hold();
        bufferSize = own.storeBuffer();
    }

    Prices prices() {
        return prices;
    }

    /// What it costs to get a line that only `cpu` has.
    long transferFrom(int cpu) {
        return transfers[cpu];
    }

    /// What it costs to get a copy of a line that `cpu` shares with memory.
    long cacheOf(int cpu) {
        return caches[cpu];
    }

    /// The line at `at` came at `when`, and stays for a moment whoever else has asked for it.
    void keep(int at, long when) {
        held = at;
        heldUntil = when + hold;
    }

    boolean keeps(int at) {
        return held == at && now <= heldUntil;
    }

    /// A store waits in the buffer until `done`.
    void buffer(long done, int name, Bill bill) {
        boolean first = drained <= now;
        long wait = done - Math.max(drained,
                now);   // stores leave in order: the rest is that of those before
        buffered = first ? 1 : buffered + 1;
        drained = Math.max(drained, done);
        if (first || wait > longest) {
            draining = name;
            longest = wait;
        }
        if (buffered > bufferSize) {
            bill.stall(name, drained - now);
            now = drained;
            buffered = 0;
        }
    }

    /// The virtual time of this CPU, in picoseconds.
    public long time() {
        return now;
    }

    /// Something is done: this task gets on.
    public void finished() {
        progress = now;
    }

    void nest(int change) {
        if (rcuDepth() == 0) {
            sections++;
        }
        rcuDepth(rcuDepth() + change);
    }

    /// Somebody interrupts this CPU.
    void interrupted(InterruptCall call) {
        calls.add(call);
    }

    /// Whether handlers may run in its place: it is between two steps, and not in the kernel's way.
    boolean isAway() {
        return state == State.IDLE || state == State.SLEEPS || state == State.AWAY;
    }

    /// Runs the handlers that have come; `all`, those too that are still on their way.
    void answer(boolean all) {
        while (!calls.isEmpty() && (all || calls.peek().arrival() <= now)) {
            InterruptCall call = calls.poll();
            now = Math.max(now, call.arrival()) + prices.interrupt();
            call.handle(this);
        }
    }

    boolean isKilled() {
        return killed;
    }

    @Override public void prepareToSleep(String edge, boolean killable) {
        machine.touch(this);
        sleepy = true;
        this.killable = killable;
        machine.caches().fence();
    }

    @Override public void sleep() {
        if (rcuDepth() > 0) {
            throw machine.memory().bug(this + " sleeps inside RCU");
        }
        machine.touch(this);
        answer(true);   // nothing comes between this and the sleep
        while (sleepy && !(killable && killed)) {
            machine.sleep(this);
            answer(true);
        }
        sleepy = false;
    }

    @Override public void finishSleep() {
        sleepy = false;
    }

    @Override public void wake(String edge) {
        MachineTask waker = machine.caches().running();
        machine.touch(waker);
        machine.caches().fence();
        if (sleepy) {
            sleepy = false;
            machine.wake(this, waker);
        }
    }

    @Override public boolean fatalSignalPending() {
        return killed;
    }

    @Override public void kill() {
        MachineTask killer = machine.caches().running();
        machine.touch(killer);
        killed = true;
        if (state == State.SLEEPS && killable || state == State.SPINS) {
            machine.wake(this, killer);
        }
    }

    @Override public void poll() {
        if (!calls.isEmpty()) {
            answer(false);
        }
    }

    @Override public void waitForDevice(long nanos) {
        if (rcuDepth() > 0) {
            throw machine.memory().bug(this + " waits for a device inside RCU");
        }
        answer(true);
        machine.away(this, nanos * 1000);
    }

    @Override public void work(String name) {
        Prices.Lock lock = prices.locks().get(name);
        if (lock != null && batched.merge(name, 1, Integer::sum) % lock.batch() == 0) {
            machine.pricedLocks().hold(this, name, lock.hold());
        }
        long price = prices.work(name);
        mood ^= mood << 13;
        mood ^= mood >>> 7;
        mood ^= mood << 17;
        now += price + (price * prices.jitter() >> 20) * (mood >> 54) / 512;
    }

    @Override public void acquires(String lockClass, boolean shared, boolean tries) {
        wanted = lockClass;
    }
}
