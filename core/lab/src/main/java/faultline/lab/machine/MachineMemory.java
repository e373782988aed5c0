package faultline.lab.machine;

import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The memory of a [Machine]: exact in what it holds, and priced.
///
/// Every access happens when it is made, one at a time, so what a program sees is sequentially consistent:
/// the machine says what a lock costs, and the explorer whether it is right. On an x86 nothing is left to pay
/// for the order of an acquire, a release, `rmb` or `wmb`.
public final class MachineMemory extends Memory {
    private final Machine machine;
    private final List<String> bugs = new ArrayList<>();
    private KernelObject[] objects = new KernelObject[1 << 12];
    private int last;

    MachineMemory(Machine machine) {
        this.machine = machine;
    }

    Machine machine() {
        return machine;
    }

    /// What the kernel found wrong with itself, in order.
    public List<String> bugs() {
        return List.copyOf(bugs);
    }

    @Override public Line line(KernelObject owner) {
        return new MachineLine(this, owner);
    }

    @Override public Words words(KernelObject owner, String field, int length) {
        return new MachineWords(this, (owner.kind() + "." + field).intern(), length);
    }

    @Override public KernelObject object(long handle) {
        KernelObject object = at(handle);
        if (object == null && handle != 0) {
            throw bug("use after free: no object has the handle 0x" + Long.toHexString(handle));
        }
        return object;
    }

    /// `null` if the handle is 0 or names no object.
    KernelObject at(long handle) {
        return Long.compareUnsigned(handle, last) <= 0 ? objects[(int) handle] : null;
    }

    @Override public void rmb(String edge) {
        // x86 keeps reads in order
    }

    @Override public void wmb(String edge) {
        // x86 keeps writes in order
    }

    @Override public void mb(String edge) {
        machine.caches().fence();
    }

    @Override public void rcuReadLock(Task task) {
        ((MachineTask) task).nest(1);
    }

    @Override public void rcuReadUnlock(Task task) {
        ((MachineTask) task).nest(-1);
    }

    @Override public void synchronizeRcu(Task task) {
        if (task.rcuDepth() > 0) {
            throw bug("synchronizeRcu inside RCU on " + task);
        }
        machine.gracePeriods().synchronize((MachineTask) task);
    }

    @Override public void defer(Task task, GracePeriod gracePeriod, Reclaim reclaim, KernelObject object) {
        machine.deferred().add(gracePeriod, reclaim, object);
    }

    @Override public void interrupt(Task task, Words cpus, Interrupt handler) {
        machine.interrupts().send((MachineTask) task, cpus, handler);
    }

    @Override public int nodes() {
        return machine.topology().sockets();
    }

    @Override public int node(int cpu) {
        return machine.topology().socket(cpu);
    }

    @Override public KernelBug bug(String what) {
        bugs.add(what);
        return new KernelBug(what);
    }

    @Override protected long adopt(KernelObject object) {
        last++;
        if (last == objects.length) {
            objects = Arrays.copyOf(objects, 2 * last);
        }
        objects[last] = object;
        return last;
    }

    @Override protected void born(KernelObject object) {
        // lives are counted where they are checked
    }

    @Override protected void died(KernelObject object) {
        // lives are counted where they are checked
    }
}
