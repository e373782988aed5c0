package faultline.bench;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.mm.Errno;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Sizes;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.Vma;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.sync.Sync;
import faultline.lab.World;

/// A kernel in the hardware world with one address space that has one VMA.
final class OneVma {
    final World world;
    final MmStruct mm;
    final Vma vma;
    final long address;

    /// For readers on CPUs below `threads`.
    OneVma(LockStrategy strategy, int threads) {
        this.world = World.hardware(threads + 1, 0);
        Kernel kernel = new Kernel(world.memory(), Sync.coded(world.memory(), world.cpus(), 0), strategy,
                Sizes.small(world.cpus()), booted -> new NoProbes());
        var task = world.enter(threads);
        this.mm = kernel.newMm(task);
        this.address = Syscalls.mmap(task, mm, 0, kernel.sizes().pageSize(),
                VmFlags.READ | VmFlags.WRITE, null, 0, false);
        if (Errno.isError(address)) {
            throw new IllegalStateException(Errno.name(address));
        }
        mm.readLock(task, false);
        this.vma = mm.find(task, address);
        mm.readUnlock(task);
        world.leave(task);
    }
}
