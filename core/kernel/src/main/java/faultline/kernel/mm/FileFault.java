package faultline.kernel.mm;

import faultline.kernel.memory.Task;
import faultline.kernel.memory.Words;
import faultline.kernel.page.Frame;
import faultline.kernel.page.Pte;

/// A fault on a file's page that is not mapped yet: read, private write, shared write (`do_fault`).
///
/// A page that is not in the page cache is waited for with the fault's lock let go, and the fault comes back
/// under `mmap_lock`. A fault inside RCU takes what is cached; a speculative one whose reads may sleep takes
/// no file pages at all, as the historic patches did, because the file may be gone as soon as the mapping is.
final class FileFault {
    /// Pages around the faulting one that are mapped along if they are cached (`fault_around_bytes`).
    private static final int AROUND = 16;

    private final Kernel kernel;
    private final AnonFault anonymous;

    FileFault(Kernel kernel, AnonFault anonymous) {
        this.kernel = kernel;
        this.anonymous = anonymous;
    }

    FaultResult fill(VmFault vmf, Cpu cpu) {
        if (vmf.inRcu() || vmf.speculative()) {
            return vmf.inRcu() && vmf.access != Access.WRITE ? mapCached(vmf) : FaultResult.RETRY;
        }
        boolean privateWrite = vmf.access == Access.WRITE && (vmf.vmFlags & VmFlags.SHARED) == 0;
        if (privateWrite) {
            FaultResult prepared = anonymous.prepare(vmf);
            if (prepared != FaultResult.DONE) {
                return prepared;
            }
        }
        Inode inode = vmf.file.inode();
        if (vmf.pageIndex() >= inode.size()) {
            return FaultResult.SIGBUS;
        }
        Frame page = inode.find(vmf.task, vmf.pageIndex());
        if (page == null) {
            if (vmf.mayRetry()) {
                return waitForPage(vmf, cpu);
            }
            page = inode.findOrRead(vmf.task, vmf.pageIndex());
            if (page == null) {
                return FaultResult.OOM;
            }
        }
        FaultResult result = privateWrite ? privateCopy(vmf, page) : share(vmf, page);
        kernel.frames().put(vmf.task, page);
        return result;
    }

    /// `filemap_fault`: pins the file, lets the lock go, waits, and asks for another try.
    private FaultResult waitForPage(VmFault vmf, Cpu cpu) {
        File pinned = vmf.file;
        long index = vmf.pageIndex();
        Task task = vmf.task;
        pinned.get();
        vmf.leave();
        cpu.count(VmStat.PGMAJFAULT);
        Frame page = pinned.inode().findOrRead(task, index);
        if (page != null) {
            kernel.frames().put(task, page);
        }
        pinned.put(task);
        return page == null ? FaultResult.OOM : FaultResult.RETRY;
    }

    private FaultResult privateCopy(VmFault vmf, Frame page) {
        Frame copy = vmf.newFrame();
        if (copy == null) {
            return vmf.withoutFrame();
        }
        copy.copyFrom(page);
        if (!vmf.lockPte()) {
            vmf.keep(copy);
            return FaultResult.RETRY;
        }
        boolean same = vmf.pteSame();
        if (same) {
            anonymous.map(vmf, copy);
        }
        vmf.unlockPte();
        if (!same) {
            vmf.keep(copy);
        }
        return FaultResult.DONE;
    }

    /// Maps the page cache's own page; a write (`page_mkwrite`) marks it dirty.
    private FaultResult share(VmFault vmf, Frame page) {
        if (!vmf.lockPte()) {
            return FaultResult.RETRY;
        }
        if (vmf.pteSame()) {
            if (vmf.access == Access.WRITE) {
                vmf.setPte(mapped(page, vmf.pageProt | Pte.DIRTY));
            } else {
                vmf.setPte(mapped(page, vmf.pageProt & ~Pte.WRITE));
                mapAround(vmf);
            }
        }
        vmf.unlockPte();
        return FaultResult.DONE;
    }

    /// The entry for a page that the cache holds a reference to; the mapping takes one of its own.
    private long mapped(Frame page, long bits) {
        kernel.frames().get(page);
        Rmap.map(page);
        return Pte.of(page, bits | Pte.ACCESSED);
    }

    /// A read inside RCU: `filemap_map_pages`. Nothing may be believed before the page-table lock is held
    /// and the read is still valid; from then until unlock the file cannot go.
    private FaultResult mapCached(VmFault vmf) {
        if (!vmf.lockPte()) {
            return FaultResult.RETRY;
        }
        Inode inode = vmf.file.inode();
        Frame page = vmf.pageIndex() < inode.size() ? inode.find(vmf.task, vmf.pageIndex()) : null;
        if (page != null && vmf.pteSame()) {
            vmf.setPte(mapped(page, vmf.pageProt & ~Pte.WRITE));
            mapAround(vmf);
        }
        vmf.unlockPte();
        if (page == null) {
            return FaultResult.RETRY;
        }
        kernel.frames().put(vmf.task, page);
        return FaultResult.DONE;
    }

    /// With the page-table lock held: the neighbours in the same aligned window, the same table and the same
    /// VMA.
    private void mapAround(VmFault vmf) {
        int shift = kernel.sizes().pageShift();
        Words entries = vmf.leaf.entries();
        Inode inode = vmf.file.inode();
        int around = Math.min(AROUND, entries.length());
        int first = vmf.index & -around;
        for (int at = first; at < first + around; at++) {
            long address = (vmf.address >> shift) + (at - vmf.index) << shift;
            if (address < vmf.start || address >= vmf.end || entries.readOnce(at) != Pte.NONE) {
                continue;
            }
            long index = vmf.pgoff + (address - vmf.start >> shift);
            Frame page = index < inode.size() ? inode.find(vmf.task, index) : null;
            if (page != null) {
                entries.storeRelease("VmFault.A", at, mapped(page, vmf.pageProt & ~Pte.WRITE));
                kernel.frames().put(vmf.task, page);
            }
        }
    }
}
