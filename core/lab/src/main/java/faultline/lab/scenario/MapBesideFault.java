package faultline.lab.scenario;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
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
///     fault                   hit, once the fault is in     mmap, once the fault is in
///
///     gets in
///     is in
///     who is done?            looks the VMA up              maps
///     gets out                is done                       is done
/// ```
///
/// Whoever is done while the fault is in has come and gone beside it: neither held the other up. Nothing of
/// that is wrong under any strategy; which of it can be seen tells them apart. A fault whose read is not valid
/// in the end was not in, and has seen nobody.
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
        Flags flags = new Flags(boot.memory());
        Look look = new Look();
        return (which, task) -> {
            if (which == 0) {
                return fault(process, task, there, flags);
            }
            flags.in.awaitAcquire("MapBesideFault.in", task, -1, 1, false);
            if (which == 1) {
                lookUp(process, task, text, look);
                flags.hitDone.writeOnce(1);
            } else {
                process.map(task, fresh, 1, READ_WRITE, null, 0);
                flags.mapDone.writeOnce(1);
            }
            return "";
        };
    }

    private static final class Flags extends KernelObject {
        private final Word in;
        private final Word hitDone;
        private final Word mapDone;

        Flags(Memory memory) {
            super(memory, "seen", 0);
            Line line = memory.line(this);
            this.in = line.word("fault_in", 0);
            this.hitDone = line.word("hit_done", 0);
            this.mapDone = line.word("mmap_done", 0);
        }
    }

    /// Stands in the VMA as a fault does, and looks around.
    private static String fault(Process process, Task task, long address, Flags flags) {
        MmStruct mm = process.mm();
        AddressSpaceLock lock = mm.lock();
        Look look = new Look();
        boolean speculative = !process.kernel().strategy().readerExcludes();
        if (speculative) {
            task.startSpeculation();
        }
        boolean admitted = lock.startRead(task, address, look);
        if (!admitted) {
            mm.readLock(task, false);
        }
        flags.in.storeRelease("MapBesideFault.in", 1);
        String seen = around(flags);
        boolean valid = true;
        if (admitted) {
            valid = lock.stillValid(task, look);
            lock.endRead(task, look);
        } else {
            mm.readUnlock(task);
        }
        if (speculative) {
            task.endSpeculation(valid);
        }
        return valid ? seen : "nobody";
    }

    private static String around(Flags flags) {
        boolean hitWent = flags.hitDone.readOnce() != 0;
        boolean mapWent = flags.mapDone.readOnce() != 0;
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
