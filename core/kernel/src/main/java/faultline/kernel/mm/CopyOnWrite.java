package faultline.kernel.mm;

import faultline.kernel.page.Frame;
import faultline.kernel.page.Pte;

/// A fault on a page that is there (`do_wp_page` and the end of `handle_pte_fault`).
///
/// A private page that others share is copied. The order matters: the old entry is cleared and flushed from
/// every CPU before the new one is set, so that no CPU reads the old page while another writes the new; and
/// the old page is let go only after that, so that nobody takes it for his alone while a CPU may still reach
/// it through us.
final class CopyOnWrite {
    private final Kernel kernel;
    private final AnonFault anonymous;

    CopyOnWrite(Kernel kernel, AnonFault anonymous) {
        this.kernel = kernel;
        this.anonymous = anonymous;
    }

    FaultResult fill(VmFault vmf) {
        boolean protectedWrite = vmf.access == Access.WRITE && !Pte.has(vmf.orig, Pte.WRITE);
        if (!protectedWrite) {
            return touch(vmf, 0);   // somebody was faster, or a TLB was stale
        }
        return (vmf.vmFlags & VmFlags.SHARED) != 0 ? touch(vmf, Pte.WRITE) : privateWrite(vmf);
    }

    /// Leaves the page and marks it used; `grant` is added to what the entry allows.
    private FaultResult touch(VmFault vmf, long grant) {
        if (!vmf.lockPte()) {
            return FaultResult.RETRY;
        }
        if (vmf.pteSame()) {
            long dirty = vmf.access == Access.WRITE ? Pte.DIRTY : 0;
            vmf.setPte(vmf.orig | grant | dirty | Pte.ACCESSED);
        }
        vmf.unlockPte();
        return FaultResult.DONE;
    }

    private FaultResult privateWrite(VmFault vmf) {
        if (!vmf.lockPte()) {
            return FaultResult.RETRY;
        }
        if (!vmf.pteSame()) {
            vmf.unlockPte();
            return FaultResult.DONE;
        }
        Frame old = Pte.has(vmf.orig, Pte.SPECIAL) ? null : kernel.frame(vmf.orig);
        if (old != null && Rmap.isExclusive(kernel, old)) {
            vmf.setPte(vmf.orig | Pte.WRITE | Pte.DIRTY | Pte.ACCESSED);
            vmf.unlockPte();
            return FaultResult.DONE;
        }
        if (old != null) {
            kernel.frames().get(old);
        }
        vmf.unlockPte();
        FaultResult result = copy(vmf, old);
        if (old != null) {
            kernel.frames().put(vmf.task, old);
        }
        return result;
    }

    /// The caller holds a reference to `old`; `null` is the zero page.
    private FaultResult copy(VmFault vmf, Frame old) {
        FaultResult prepared = anonymous.prepare(vmf);
        if (prepared != FaultResult.DONE) {
            return prepared;
        }
        Frame copy = vmf.newFrame();
        if (copy == null) {
            return vmf.withoutFrame();
        }
        if (old == null) {
            copy.clear();
        } else {
            copy.copyFrom(old);
        }
        if (!vmf.lockPte()) {
            vmf.keep(copy);
            return FaultResult.RETRY;
        }
        boolean same = vmf.pteSame();
        if (same) {
            replace(vmf, old, copy);
        }
        vmf.unlockPte();
        if (!same) {
            vmf.keep(copy);
        }
        return FaultResult.DONE;
    }

    private void replace(VmFault vmf, Frame old, Frame copy) {
        vmf.leaf.entries().writeOnce(vmf.index, Pte.NONE);
        vmf.mm.shootdown().flush(vmf.task);
        anonymous.map(vmf, copy);
        if (old != null) {
            Rmap.unmap(old);
            kernel.frames().put(vmf.task, old);
        }
    }
}
