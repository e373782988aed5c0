package faultline.kernel.uprobe;

import faultline.kernel.memory.Slab;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Errno;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.Text;
import faultline.kernel.mm.Vma;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.page.Frame;

/// The slots of all processes that have needed some, each made by the first hit that does.
///
/// ```
///     first hit that needs slots                another hit of the process
///
///     slots mapped and pinned
///     A: release ────▶ mm.uprobes_state         mm.uprobes_state  B: acquire
///                                               take a slot
/// ```
///
/// **A with B.** Whoever finds the slots finds them mapped, and the trampoline in its place.
final class XolAreas {
    private final Kernel kernel;
    private final int pageShift;
    private final Slab<XolArea> slab;

    XolAreas(Kernel kernel) {
        this.kernel = kernel;
        this.pageShift = kernel.sizes().pageShift();
        // each CPU may make one that comes too late
        int most = kernel.sizes().mms() + kernel.sizes().cpus();
        this.slab = new Slab<>(kernel.memory(), "xol_area", most, kernel.memory().rcu(),
                number -> new XolArea(kernel, number));
    }

    /// The slots of `mm`, or `null` if it has none yet.
    XolArea existing(MmStruct mm) {
        return (XolArea) mm.uprobeArea().rcuDereference("XolAreas.B");
    }

    /// The slots of `mm`, made at need (`get_xol_area`); `null`: no memory. Sleeps.
    XolArea get(Task task, MmStruct mm) {
        return getAt(task, mm, 0);
    }

    /// As [#get], but slots that are made now stand at `wanted`, if that is not 0 and free (`dup_xol_work`).
    XolArea getAt(Task task, MmStruct mm, long wanted) {
        XolArea area = existing(mm);
        if (area != null) {
            return area;
        }
        XolArea fresh = slab.allocate(task);
        if (fresh == null) {
            return null;
        }
        long address = Syscalls.mmap(task, mm, wanted, XolArea.size(kernel),
                VmFlags.READ | VmFlags.EXEC | VmFlags.DONTCOPY, null, 0, false);
        mm.writeLock(task, false);
        boolean made = !Errno.isError(address) && existing(mm) == null && fill(task, mm, fresh, address);
        if (made) {
            mm.uprobeArea().rcuAssign("XolAreas.A", fresh);
        }
        mm.writeUnlock(task);
        if (!made) {
            if (!Errno.isError(address)) {
                Syscalls.munmap(task, mm, address, XolArea.size(kernel));
            }
            slab.freeUnseen(task, fresh);
        }
        return existing(mm);
    }

    private boolean fill(Task task, MmStruct mm, XolArea area, long address) {
        area.init(address);
        for (int page = 0; page < area.pages(); page++) {
            long at = address + ((long) page << pageShift);
            Vma vma = mm.find(task, at);
            // somebody may have mapped over it
            Frame frame = vma == null ? null : Text.pin(task, mm, vma, at);
            if (frame == null) {
                unpin(task, area, page);
                return false;
            }
            area.pin(page, frame);
        }
        area.write(address, Insn.INT3);
        return true;
    }

    private void unpin(Task task, XolArea area, int pages) {
        for (int page = 0; page < pages; page++) {
            Text.unpin(task, kernel, area.unpin(page));
        }
    }

    /// `uprobe_clear_state`: the process has ended.
    void exited(Task task, MmStruct mm) {
        XolArea area = existing(mm);
        if (area != null) {
            mm.uprobeArea().writeOnce(null);
            unpin(task, area, area.pages());
            slab.free(task, area);
        }
    }

    long live() {
        return slab.live();
    }
}
