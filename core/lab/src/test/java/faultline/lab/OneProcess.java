package faultline.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Sizes;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.Vma;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.sync.Sync;
import faultline.kernel.uprobe.ReadSide;
import faultline.kernel.uprobe.Uprobes;
import java.util.List;

/// A kernel over one strategy, in a world that checks; an address space with one mapping, and the calling
/// thread in the kernel on cpu 0.
final class OneProcess implements AutoCloseable {
    private static final int TASKS = 2;
    private static final int PAGES = 2;

    final World world = World.torture(TASKS, 1);
    final Task task = world.enter(0);
    final Kernel kernel;
    final MmStruct mm;
    final AddressSpaceLock lock;
    final Look look = new Look();
    final long address;

    OneProcess(LockStrategy strategy) {
        Sizes sizes = Sizes.tiny(world.cpus());
        this.kernel = new Kernel(world.memory(), Sync.coded(world.memory(), world.cpus(), 0), strategy, sizes,
                Uprobes.with(ReadSide.Kind.TRACE));
        this.mm = kernel.newMm(task);
        this.lock = mm.lock();
        this.address = Syscalls.mmap(task, mm, 0, length(), VmFlags.READ | VmFlags.WRITE, null, 0, false);
        assertTrue(address >= 0, () -> "mmap answered " + address);
    }

    long length() {
        return PAGES * kernel.sizes().pageSize();
    }

    Vma vma() {
        assertTrue(mm.readLock(task, false));
        Vma vma = mm.find(task, address);
        mm.readUnlock(task);
        return vma;
    }

    /// Whether a reader gets in; it leaves again.
    boolean admits() {
        if (!lock.startRead(task, address, look)) {
            return false;
        }
        assertEquals(address, look.vma.start(task));
        lock.endRead(task, look);
        return true;
    }

    /// Ends the process; nothing may have gone wrong, and nothing may be held.
    @Override public void close() {
        mm.putUsers(task);
        assertEquals(0, task.rcuDepth());
        kernel.vmaSrcu().synchronize(task);
        world.leave(task);
        world.drain();
        world.close();
        assertEquals(List.of(), world.bugs());
    }
}
