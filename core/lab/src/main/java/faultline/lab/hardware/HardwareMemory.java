package faultline.lab.hardware;

import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Words;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/// Real memory, and the CPUs that share it. The last CPU belongs to the worker that runs deferred work.
public final class HardwareMemory extends Memory {
    /// On x86 every locked instruction is a full barrier, and the compiler treats it as one. Elsewhere it is
    /// not.
    private static final boolean LOCKED_IS_FULL_BARRIER =
            List.of("amd64", "x86_64", "x86").contains(System.getProperty("os.arch"));

    private final Cells cells = new Cells();
    private final Handles handles = new Handles();
    private final List<String> bugs = new ArrayList<>();
    private final HardwareCpu[] cpus;
    private final QuiescentStates quiescentStates;
    private final DeferredWork deferredWork;
    private final Timers timers = new Timers();

    /// Memory for `cpus` CPUs, the worker's included.
    public HardwareMemory(int cpus, long minimumGracePeriodNanos) {
        this.cpus = new HardwareCpu[cpus];
        this.quiescentStates = new QuiescentStates(cells, this.cpus, minimumGracePeriodNanos);
        for (int number = 0; number < cpus; number++) {
            this.cpus[number] = new HardwareCpu(this, number);
        }
        this.deferredWork = new DeferredWork(this, this.cpus[cpus - 1]);
    }

    public HardwareCpu cpu(int number) {
        return cpus[number];
    }

    /// How many CPUs there are, the worker's included.
    public int cpus() {
        return cpus.length;
    }

    public DeferredWork deferredWork() {
        return deferredWork;
    }

    /// What went wrong so far, in order.
    public List<String> bugs() {
        synchronized (bugs) {
            return List.copyOf(bugs);
        }
    }

    /// Waits until nothing is deferred, with the calling thread's CPU offline if it has one.
    public void drain() {
        HardwareCpu own = null;
        for (HardwareCpu cpu : cpus) {
            own = cpu.thread() == Thread.currentThread() ? cpu : own;
        }
        boolean online = own != null && own.offline();
        try {
            deferredWork.drain();
        } finally {
            if (own != null) {
                own.onlineIf(online);
            }
        }
    }

    Cells cells() {
        return cells;
    }

    Handles handles() {
        return handles;
    }

    QuiescentStates quiescentStates() {
        return quiescentStates;
    }

    /// Stands before and after every fully ordered operation; nothing where the operation itself is enough.
    static void fenceWhereWeak() {
        if (!LOCKED_IS_FULL_BARRIER) {
            VarHandle.fullFence();
        }
    }

    @Override public Line line(KernelObject owner) {
        return new HardwareLine(this, owner);
    }

    @Override public Words words(KernelObject owner, String field, int length) {
        return new HardwareWords(this, (owner.kind() + "." + field).intern(), length);
    }

    @Override public KernelObject object(long handle) {
        KernelObject object = handles.at(handle);
        if (object == null && handle != 0) {
            throw bug("use after free: no object has the handle 0x" + Long.toHexString(handle));
        }
        return object;
    }

    @Override public void rmb(String edge) {
        VarHandle.loadLoadFence();
    }

    @Override public void wmb(String edge) {
        VarHandle.storeStoreFence();
    }

    @Override public void mb(String edge) {
        VarHandle.fullFence();
    }

    @Override public void rcuReadLock(Task task) {
        ((HardwareTask) task).nest(1);
    }

    @Override public void rcuReadUnlock(Task task) {
        ((HardwareTask) task).nest(-1);
    }

    @Override public void synchronizeRcu(Task task) {
        if (task.rcuDepth() > 0) {
            throw bug("synchronizeRcu inside RCU on " + task);
        }
        HardwareCpu cpu = cpus[task.cpu()];
        boolean online = cpu.offline();
        try {
            quiescentStates.synchronize();
        } finally {
            cpu.onlineIf(online);
        }
    }

    @Override public void defer(Task task, GracePeriod gracePeriod, Reclaim reclaim, KernelObject object) {
        deferredWork.add(gracePeriod, reclaim, object);
    }

    @Override public void interrupt(Task task, Words cpus, Interrupt handler) {
        this.cpus[task.cpu()].interrupt(this.cpus, cpus, handler);
    }

    @Override public Timer timer(int cpu, long nanos, Interrupt handler) {
        return timers.timer(cpus[cpu], nanos, handler);
    }

    Timers timers() {
        return timers;
    }

    @Override public KernelBug bug(String what) {
        synchronized (bugs) {
            bugs.add(what);
        }
        return new KernelBug(what);
    }

    @Override public long adopt(KernelObject object) {
        return handles.adopt(object);
    }

    @Override protected void born(KernelObject object) {
        // lives are counted by the torture world
    }

    @Override protected void died(KernelObject object) {
        // lives are counted by the torture world
    }
}
