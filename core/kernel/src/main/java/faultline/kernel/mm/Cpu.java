package faultline.kernel.mm;

import faultline.kernel.lock.Look;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Words;
import faultline.kernel.page.Tlb;

/// What belongs to one CPU and so to the one task that runs there: its TLB, its event counters, the address
/// space it has loaded, and the room in which a fault keeps its locals.
final class Cpu {
    /// What the last read or fetch of user code brought.
    long loaded;

    private final int number;
    private final Tlb tlb;
    private final Ref<MmStruct> loadedMm;
    private final Words events;
    private final Look faultLook = new Look();
    private final Look probeLook = new Look();
    private final PageFault fault;
    private final Zap zap;

    Cpu(Kernel kernel, KernelObject owner, int number) {
        KernelObject self = new Self(owner, number);
        this.number = number;
        this.tlb = new Tlb(kernel.memory(), self, kernel.sizes().pageWords() == 1 ? 4 : 64);
        this.loadedMm = kernel.memory().line(self).ref("loaded_mm");
        this.events = kernel.memory().words(self, "vm_event_states", VmStat.values().length);
        this.fault = new PageFault(kernel, this);
        this.zap = new Zap(kernel);
    }

    int number() {
        return number;
    }

    Tlb tlb() {
        return tlb;
    }

    /// `null` when no address space is loaded.
    Ref<MmStruct> loadedMm() {
        return loadedMm;
    }

    /// Forgets `mm`, if it is the one that is loaded.
    void unload(MmStruct mm) {
        if (loadedMm.readOnceIs(mm)) {
            tlb.flush();
            loadedMm.writeOnce(null);
        }
    }

    Look faultLook() {
        return faultLook;
    }

    Look probeLook() {
        return probeLook;
    }

    PageFault fault() {
        return fault;
    }

    Zap zap() {
        return zap;
    }

    void count(VmStat event) {
        int index = event.ordinal();
        events.writeOnce(index, events.get(index) + 1);
    }

    /// Readable by other tasks, who may see it a little late.
    long events(VmStat event) {
        return events.readOnce(event.ordinal());
    }

    private static final class Self extends KernelObject {
        Self(KernelObject owner, int number) {
            super(owner.memory(), "cpu", number + 1);
        }
    }
}
