package faultline.kernel.mm;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// An open file (`struct file`).
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

    void init(Inode of, long openMode) {
        inode.writeOnce(of);
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
    }

    /// Gives a hold back; the last closes the file (`fput`).
    public void put(Task task) {
    }
}
