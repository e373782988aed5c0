package faultline.lab.machine;

import faultline.kernel.memory.Task;
import faultline.lab.Stuck;
import faultline.lab.coroutine.Coroutine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Virtual CPUs in virtual time. Each executes real code as a coroutine, on the one thread that called
/// [#run]; whoever is earliest goes on, and of two that are equally early the one with the lower number. So a
/// run is the same each time.
///
/// The last CPU belongs to a worker, which does what is put off to a grace period.
public final class Machine {
    private static final long PICOS = 1000;
    private static final long LEASH = 2_000 * PICOS;            // how far anybody may run ahead, in private

    private static final String QUEUE_NODE = "mcs_spinlock.";

    private final Topology topology;
    private final Bill bill = new Bill();
    private final Caches caches = new Caches(this, bill);
    private final MachineMemory memory = new MachineMemory(this);
    private final MachineTask[] tasks;
    private final Coroutine[] coroutines;
    private final Queue queue;
    private final Deferred deferred;
    private final Interrupts interrupts = new Interrupts(this);
    private final GracePeriods gracePeriods = new GracePeriods(this);
    private final PricedLocks pricedLocks = new PricedLocks(this);
    private final Map<String, Integer> queued = new HashMap<>();   // on the bill, by the class of the lock
    private final long[] bandwidthFree;     // by socket: when its memory has written all it was given
    private int unfinished;
    private int firstWriter = Integer.MAX_VALUE;
    private long patience = Long.MAX_VALUE / 4;
    private RuntimeException failure;
    private Error error;

    /// A machine of which `cpus` CPUs are used, besides the worker's.
    public Machine(Topology topology, int cpus) {
        this.topology = topology;
        this.tasks = new MachineTask[cpus + 1];
        this.coroutines = new Coroutine[cpus + 1];
        this.queue = new Queue(cpus + 1);
        this.bandwidthFree = new long[topology.sockets()];
        for (int cpu = 0; cpu <= cpus; cpu++) {
            tasks[cpu] = new MachineTask(this, cpu);
            tasks[cpu].pays(topology.prices(cpu, cpus + 1), topology.seed());
        }
        this.deferred = new Deferred(this, tasks[cpus]);
        coroutines[cpus] = Coroutine.of(() -> body(tasks[cpus], deferred::work));
    }

    public MachineMemory memory() {
        return memory;
    }

    /// How many CPUs there are, the worker's included.
    public int cpus() {
        return tasks.length;
    }

    /// The task that has this CPU.
    public MachineTask task(int cpu) {
        return tasks[cpu];
    }

    public Bill bill() {
        return bill;
    }

    /// How many accesses were simulated so far.
    public long accesses() {
        return caches.accesses();
    }

    /// How long a task may be at work, neither asleep nor spinning, without [MachineTask#finished].
    public void patience(long picos) {
        patience = picos;
    }

    /// From which CPU on they are writers, who are billed apart.
    public void writersFrom(int cpu) {
        firstWriter = cpu;
    }

    /// Forgets what was paid and who used which line, and empties the caches: from here on it counts.
    public void forget() {
        bill.clear();
        caches.empty();
    }

    /// Gives the task of `cpu` something to do, from `picos` of virtual time on.
    public void start(int cpu, long picos, Consumer<Task> body) {
        MachineTask task = tasks[cpu];
        task.now = Math.max(task.now, picos);
        task.progress = task.now;
        coroutines[cpu] = Coroutine.of(() -> {
            body(task, body);
            unfinished--;
        });
        unfinished++;
        ready(task);
    }

    /// Runs until everything that was started has ended. What a body throws comes out of here; so does what
    /// it is when nobody can go on ([Stuck]).
    public void run() {
        while (unfinished > 0) {
            if (queue.isEmpty()) {
                throw stuck("everybody waits, and nobody is left to wake anybody");
            }
            next();
        }
    }

    /// Lets the worker finish what is put off, while nobody else has anything to do. Returns when it has, in
    /// picoseconds.
    public long drain() {
        while (!queue.isEmpty()) {
            next();
        }
        return tasks[tasks.length - 1].now;
    }

    private void next() {
        MachineTask next = tasks[queue.take()];
        give(next);
        coroutines[next.cpu()].resume();
        caches.run(null, 0, 0, 0);
        if (error != null) {
            throw error;
        }
        if (failure != null) {
            throw failure;
        }
    }

    /// Nobody goes on from where he stands.
    public void abandon() {
        for (Coroutine coroutine : coroutines) {
            if (coroutine != null) {
                coroutine.abandon();
            }
        }
    }

    private void body(MachineTask task, Consumer<Task> code) {
        try {
            code.accept(task);
            task.answer(true);
        } catch (RuntimeException thrown) {
            failure = thrown;
        } catch (Error thrown) {
            error = thrown;
        }
        task.state = MachineTask.State.IDLE;
    }

    /// Lets `task` run until it comes to the next, or somewhat ahead of it where that does no harm.
    private void give(MachineTask task) {
        if (task.now > task.progress + patience && task.cpu() < tasks.length - 1) {
            throw stuck(task + " has been at one thing for " + patience / PICOS / 1_000_000 + " ms");
        }
        limit(task);
    }

    /// `task`, which runs, may go on as far as the others let it.
    void limit(MachineTask task) {
        long turn = queue.isEmpty() ? task.now + LEASH
                : queue.firstTime() - (queue.first() < task.cpu() ? 1 : 0);
        task.state = MachineTask.State.READY;
        bill.opened(task.cpu() < tasks.length - 1, task.cpu() >= firstWriter);
        caches.run(task, turn, turn + topology.lookahead(), turn + LEASH);
    }

    /// Returns when nobody who has something to do is earlier than `me`, who runs.
    void inTurn(MachineTask me) {
        while (me.now > caches.turn()) {
            if (queue.isEmpty()) {
                give(me);
                return;
            }
            ready(me);
            pause(me);
        }
    }

    /// `me` stops until somebody says that it is ready.
    void pause(MachineTask me) {
        coroutines[me.cpu()].pause();
    }

    private void ready(MachineTask task) {
        task.state = MachineTask.State.READY;
        queue.add(task.now, task.cpu());
    }

    /// `task`, which waits, goes on at `when` or where it is, if that is later.
    void ready(MachineTask task, long when) {
        task.now = Math.max(task.now, when);
        ready(task);
        MachineTask running = caches.running();
        if (running != null) {
            limit(running);
        }
    }

    Caches caches() {
        return caches;
    }

    Topology topology() {
        return topology;
    }

    /// What `me` does next others can see, and is paid for elsewhere.
    void touch(MachineTask me) {
        if (me != null && me == caches.running()) {
            inTurn(me);
        }
    }

    /// `me` spins until `line` is written; it has looked, and taken its interrupts. Who queues for a spinlock
    /// looks at a node of his own: that is billed to the lock.
    void spin(MachineTask me, int line, int cell) {
        int name = !bill.name(cell).startsWith(QUEUE_NODE) ? cell
                : queued.computeIfAbsent(me.wanted, wanted -> bill.number("queued: " + wanted));
        me.watched = line;
        me.watchedName = name;
        me.since = me.now;
        caches.watch(line);
        me.state = MachineTask.State.SPINS;
        pause(me);
        waited(me, name);
    }

    /// `line` is written at `when`: whoever spins on it looks again.
    void written(int line, long when) {
        for (MachineTask task : tasks) {
            if (task.state == MachineTask.State.SPINS && task.watched == line) {
                ready(task, when);
            }
        }
    }

    void sleep(MachineTask me) {
        mayWait(me);
        me.since = me.now;
        me.state = MachineTask.State.SLEEPS;
        pause(me);
        waited(me, bill.number("asleep: " + me.wanted));
    }

    void waited(MachineTask me, int name) {
        bill.waited(name, me.now - me.since);
        me.progress += me.now - me.since;
    }

    void wake(MachineTask sleeper, MachineTask waker) {
        if (sleeper.state == MachineTask.State.SLEEPS || sleeper.state == MachineTask.State.SPINS) {
            ready(sleeper, (waker == null ? sleeper.now : waker.now) + topology.wakeUp());
        }
    }

    /// `me` is elsewhere for `picos`.
    void away(MachineTask me, long picos) {
        mayWait(me);
        me.now += picos;
        me.progress += picos;
        queue.add(me.now, me.cpu());
        me.state = MachineTask.State.AWAY;
        pause(me);
    }

    private void mayWait(MachineTask me) {
        if (me != caches.running()) {
            throw new IllegalStateException(me + " waits while it is set up: nobody can go on");
        }
    }

    /// When memory has written `lines` lines for `me`, who streams them.
    long bandwidth(MachineTask me, int lines) {
        int socket = topology.socket(me.cpu());
        long alone = me.now + lines * me.prices().streamed();
        long free = Math.max(bandwidthFree[socket], me.now) + lines * topology.streamedTogether();
        bandwidthFree[socket] = free;
        if (free > alone) {
            bill.waited(bill.number("memory bandwidth"), free - alone);
        }
        return Math.max(alone, free);
    }

    PricedLocks pricedLocks() {
        return pricedLocks;
    }

    Deferred deferred() {
        return deferred;
    }

    Interrupts interrupts() {
        return interrupts;
    }

    GracePeriods gracePeriods() {
        return gracePeriods;
    }

    /// The worker has something to do.
    void wakeWorker(MachineTask worker) {
        MachineTask by = caches.running();
        if (worker.state == MachineTask.State.IDLE) {
            worker.state = MachineTask.State.SLEEPS;
            ready(worker, by == null ? worker.now : by.now + topology.wakeUp());
        }
    }

    /// The worker has nothing to do.
    void idle(MachineTask worker) {
        worker.state = MachineTask.State.IDLE;
        pause(worker);
    }

    private Stuck stuck(String why) {
        List<String> who = new ArrayList<>();
        for (MachineTask task : tasks) {
            if (task.state == MachineTask.State.SPINS) {
                who.add(task + " spins on " + bill.name(task.watchedName) + " since " + micros(task.since));
            } else if (task.state == MachineTask.State.SLEEPS) {
                who.add(task + " sleeps for " + task.wanted + " since " + micros(task.since));
            } else if (task.state == MachineTask.State.READY) {
                who.add(task + " runs, at " + micros(task.now));
            }
        }
        return new Stuck(why, who);
    }

    private static String micros(long picos) {
        return picos / PICOS / 1000 + " us";
    }
}
