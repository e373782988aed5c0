package faultline.lab.contract;

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
import faultline.lab.World;
import java.util.List;
import java.util.Optional;

/// A kernel over one strategy, in a world that checks; an address space with one mapping, and the calling
/// thread in the kernel on cpu 0.
public final class OneProcess implements AutoCloseable {
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
        Broken.unless(address >= 0, "mmap answers " + address);
    }

    long length() {
        return PAGES * kernel.sizes().pageSize();
    }

    Vma vma() {
        Broken.unless(mm.readLock(task, false), "mmap_lock cannot be had for reading");
        Vma vma = mm.find(task, address);
        mm.readUnlock(task);
        return vma;
    }

    /// Whether a reader gets in; it leaves again.
    boolean admits() {
        if (!lock.startRead(task, address, look)) {
            return false;
        }
        Broken.unless(look.vma != null && look.vma.start(task) == address,
                "startRead lets a reader in, but look.vma is not the VMA of the address");
        lock.endRead(task, look);
        return true;
    }

    /// Ends the process; what went wrong, or is still held.
    Optional<String> complaint() {
        mm.putUsers(task);
        if (task.rcuDepth() != 0) {
            return Optional.of("at the end the task still stands in RCU");
        }
        kernel.vmaSrcu().synchronize(task);
        world.leave(task);
        world.drain();
        List<String> bugs = world.bugs();
        return bugs.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", bugs));
    }

    /// After a promise that was broken the task may still hold anything; nobody waits for it here.
    @Override public void close() {
        world.close();
    }
}
