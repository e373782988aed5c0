package faultline.kernel.mm;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Task;
import faultline.kernel.page.Frame;
import faultline.kernel.sync.RwSemaphore;

/// A file on the device, and the pages of it that are in memory (`struct inode` with its `address_space`).
public final class Inode extends KernelObject {
    Inode(Kernel kernel, int number) {
        super(kernel.memory(), "inode", number);
    }

    void init(Dentry name, long pages) {
    }

    public Dentry dentry() {
        return null;
    }

    /// In pages (`i_size`).
    public long size() {
        return 0;
    }

    /// One more hold. The caller has one (`ihold`).
    public void get() {
    }

    /// Gives a hold back; the last drops all pages and frees the inode after RCU (`iput`).
    public void put(Task task) {
    }

    /// The cached page `index` with a reference for the caller, or `null`. Takes no lock and does not sleep; the
    /// caller stands in RCU or holds the file.
    Frame find(Task task, long index) {
        return null;
    }

    /// As [#find], but reads the page from the device if it is not there. Sleeps. `null`: no memory, or `index` lies
    /// behind the end.
    Frame findOrRead(Task task, long index) {
        return null;
    }

    /// Sets the size and drops the cached pages behind it. Who maps them keeps them until it is zapped.
    void truncate(Task task, long pages) {
    }

    /// Guards the list of VMAs that map this file (`i_mmap_rwsem`).
    public RwSemaphore mmapRwsem() {
        return null;
    }

    /// The first VMA that maps this file, or `null`; under [#mmapRwsem].
    public Vma firstMapping() {
        return null;
    }

    /// The one after `vma`, or `null`; under [#mmapRwsem].
    public Vma nextMapping(Vma vma) {
        return null;
    }

    /// Adds `vma`; under [#mmapRwsem], for writing.
    void link(Vma vma) {
    }

    /// Takes `vma` out; under [#mmapRwsem], for writing.
    void unlink(Vma vma) {
    }
}
