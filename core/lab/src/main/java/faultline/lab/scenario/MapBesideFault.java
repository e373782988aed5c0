package faultline.lab.scenario;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// While a fault stands in its VMA, a probe is hit elsewhere, and somebody maps: elsewhere, or right behind
/// the fault's VMA, which then grows.
///
/// ```
///     fault                     hit                       mmap
///
///     gets in                   hit.begun                 mmap.begun
///     who has begun?            looks the VMA up          maps
///     who is done?              hit.done                  mmap.done
///     gets out
/// ```
///
/// Whoever had not begun and is done has come and gone beside the fault: neither held the other up. Nothing
/// of that is wrong under any strategy; which of it can be seen tells them apart. A fault whose read is not
/// valid in the end has seen nobody: it comes back under `mmap_lock`, and looks around there.
final class MapBesideFault extends MmScenario {
    private static final long READ_WRITE = VmFlags.READ | VmFlags.WRITE;

    private final boolean isNext;

    /// @param isNext whether the new mapping is right behind the fault's VMA, and merged with it
    MapBesideFault(LockStrategy strategy, boolean isNext) {
        super(strategy, isNext ? "map-next-door" : "map-elsewhere",
                "who comes and goes while a fault stands in its VMA: a hit elsewhere, an mmap "
                        + (isNext ? "right behind it" : "elsewhere"),
                List.of("fault", "hit", "mmap"), Set.of("nobody", "the hit", "the mmap", "both"));
        this.isNext = isNext;
    }

    @Override Play over(Process process, Task boot) {
        long page = process.page();
        long there = 2 * page;
        long text = 4 * page;
        long fresh = isNext ? 3 * page : 6 * page;
        process.map(boot, there, 1, READ_WRITE, null, 0);
        process.map(boot, text, 1, VmFlags.READ | VmFlags.EXEC, process.a(), 1);
        Round hit = new Round(boot.memory(), "hit");
        Round mmap = new Round(boot.memory(), "mmap");
        Look look = new Look();
        return (which, task) -> switch (which) {
            case 0 -> fault(process, task, there, hit, mmap);
            case 1 -> hit.around(() -> lookUp(process, task, text, look));
            default -> mmap.around(() -> process.map(task, fresh, 1, READ_WRITE, null, 0));
        };
    }

    /// Somebody's way through the kernel, as others see it.
    private static final class Round extends KernelObject {
        private final Word begun;
        private final Word done;

        Round(Memory memory, String who) {
            super(memory, who, 0);
            this.begun = memory.line(this).word("begun", 0);
            this.done = memory.line(this).word("done", 0);
        }

        String around(Runnable way) {
            begun.writeOnce(1);
            way.run();
            done.writeOnce(1);
            return "";
        }
    }

    /// Stands in the VMA as a fault does, and looks around.
    private static String fault(Process process, Task task, long address, Round hit, Round mmap) {
        MmStruct mm = process.mm();
        AddressSpaceLock lock = mm.lock();
        Look look = new Look();
        boolean speculative = !process.kernel().strategy().readerExcludes();
        if (speculative) {
            task.startSpeculation();
        }
        boolean valid = lock.startRead(task, address, look);
        String seen = "";
        if (valid) {
            seen = around(hit, mmap);
            valid = lock.stillValid(task, look);
            lock.endRead(task, look);
        }
        if (speculative) {
            task.endSpeculation(valid);
        }
        return valid ? seen : underMmapLock(mm, task, hit, mmap);
    }

    private static String underMmapLock(MmStruct mm, Task task, Round hit, Round mmap) {
        mm.readLock(task, false);
        String seen = around(hit, mmap);
        mm.readUnlock(task);
        return seen;
    }

    private static String around(Round hit, Round mmap) {
        boolean hitIsNew = hit.begun.readOnce() == 0;
        boolean mapIsNew = mmap.begun.readOnce() == 0;
        boolean hitWent = hitIsNew && hit.done.readOnce() != 0;
        boolean mapWent = mapIsNew && mmap.done.readOnce() != 0;
        return hitWent ? mapWent ? "both" : "the hit" : mapWent ? "the mmap" : "nobody";
    }

    /// As the lookup of a hit: speculative, else under `mmap_lock`.
    private static void lookUp(Process process, Task task, long address, Look look) {
        if (Reading.LOOK.at(process, task, address, look).equals(FELL_BACK)) {
            process.mm().readLock(task, false);
            process.mm().find(task, address).file(task);
            process.mm().readUnlock(task);
        }
    }
}
