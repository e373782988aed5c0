package faultline.kernel.mm;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// An open file (`struct file`). Whoever opened it holds it, each VMA that maps it, and a fault that waits
/// for one of its pages; it holds its inode.
///
/// Its memory is type-stable: whoever came by a pointer without a hold may still read it, perhaps in another
/// life, and must find out before believing anything. A file is not written while it lives, but for its
/// count:
///
/// ```
///     one holder                                the last holder
///
///     its use of the file
///     count - 1        A: release ────────▶     count - 1 = 0
///                                               B: acquire
///                                               let the inode go, free the file
/// ```
public final class File extends KernelObject {
    private final Kernel kernel;
    private final Word count;
    private final Ref<Inode> inode;
    private final Word mode;

    File(Kernel kernel, int number) {
        super(kernel.memory(), "file", number);
        this.kernel = kernel;
        Line line = memory().line(this);
        this.count = line.stableWord("f_count", 0);
        this.inode = line.stableRef("f_inode");
        this.mode = line.stableWord("f_mode", 0);
    }

    /// Opens `target`, which the file holds from here on.
    void init(Inode target, long openMode) {
        inode.writeOnce(target);
        mode.writeOnce(openMode);
        count.writeOnce(1);
    }

    /// Its inode. For a late reader it may be that of another life.
    public Inode inode() {
        return inode.readOnce();
    }

    /// [VmFlags#READ] and [VmFlags#WRITE], as it was opened.
    public long mode() {
        return mode.readOnce();
    }

    /// Whether it was opened for writing.
    public boolean writable() {
        return (mode() & VmFlags.WRITE) != 0;
    }

    /// One more hold. The caller has one (`get_file`).
    public void get() {
        count.fetchAddRelaxed(1);
    }

    /// Gives a hold back; the last closes the file (`fput`). May sleep.
    public void put(Task task) {
        long old = count.fetchAdd("File.A", "File.B", -1);
        if (old < 1) {
            throw memory().bug(this + " is given back once too often");
        }
        if (old == 1) {
            inode().put(task);
            kernel.files().free(task, this);
        }
    }
}
