package faultline.kernel.mm;

import faultline.kernel.page.Frame;
import faultline.kernel.page.Pte;

/// A fault on anonymous memory that has no page yet (`do_anonymous_page`, `vmf_anon_prepare`).
final class AnonFault {
    private final Kernel kernel;

    AnonFault(Kernel kernel) {
        this.kernel = kernel;
    }

    FaultResult fill(VmFault vmf) {
        return vmf.access == Access.WRITE ? zeroed(vmf) : zeroPage(vmf);
    }

    /// Reads share one page of zeroes, until somebody writes.
    private FaultResult zeroPage(VmFault vmf) {
        long bits = vmf.pageProt & ~Pte.WRITE | Pte.SPECIAL | Pte.ACCESSED;
        if (!vmf.lockPte()) {
            return FaultResult.RETRY;
        }
        if (vmf.pteSame()) {
            vmf.setPte(Pte.of(kernel.frames().zeroPage(), bits));
        }
        vmf.unlockPte();
        return FaultResult.DONE;
    }

    private FaultResult zeroed(VmFault vmf) {
        FaultResult prepared = prepare(vmf);
        if (prepared != FaultResult.DONE) {
            return prepared;
        }
        Frame frame = vmf.newFrame();
        if (frame == null) {
            return vmf.withoutFrame();
        }
        frame.clear();
        return install(vmf, frame);
    }

    /// Puts a page that only this fault knows where the snapshot saw what it saw.
    private FaultResult install(VmFault vmf, Frame frame) {
        if (!vmf.lockPte()) {
            vmf.keep(frame);
            return FaultResult.RETRY;
        }
        boolean same = vmf.pteSame();
        if (same) {
            map(vmf, frame);
            vmf.task.work("lruvec.lru_lock");   // folio_add_lru_vma: the list itself is not modelled
        }
        vmf.unlockPte();
        if (!same) {
            vmf.keep(frame);   // somebody was faster; user code will see his page
        }
        return FaultResult.DONE;
    }

    /// With the page-table lock held: makes the fault's private copy the page of this address.
    void map(VmFault vmf, Frame frame) {
        Rmap.mapAnonymous(frame, vmf.vma.anonVma(), vmf.pageIndex());
        long write = (vmf.vmFlags & VmFlags.WRITE) != 0 ? Pte.WRITE | Pte.DIRTY : 0;
        vmf.setPte(Pte.of(frame, vmf.pageProt | write | Pte.ACCESSED));
    }

    /// Makes sure that the VMA has an `anon_vma` before it gets an anonymous page. That looks at neighbours,
    /// so it takes `mmap_lock`; under a VMA lock it may only be tried, since the locks are taken in the other
    /// order elsewhere. A fault that is speculative or may not sleep leaves it to the retry.
    FaultResult prepare(VmFault vmf) {
        if (vmf.vma.anonVma() != null) {
            return FaultResult.DONE;
        }
        if (vmf.speculative() || vmf.inRcu()) {
            return FaultResult.RETRY;
        }
        if (!vmf.underVmaLock()) {
            return Rmap.prepare(vmf.task, vmf.mm, vmf.vma) ? FaultResult.DONE : FaultResult.OOM;
        }
        if (!vmf.mm.tryReadLock(vmf.task)) {
            return FaultResult.RETRY;
        }
        boolean prepared = Rmap.prepare(vmf.task, vmf.mm, vmf.vma);
        vmf.mm.readUnlock(vmf.task);
        return prepared ? FaultResult.DONE : FaultResult.OOM;
    }
}
