package tworeads.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// Two bytes in a page of the user's, which may be out at any time. Who writes to it while it is out faults, and a fault
/// takes `mmap_lock` for reading like any other.
public final class UserBuffer extends KernelObject {
    private final MmapLock mmapLock;
    private final Word present;
    private final Word first;
    private final Word second;

    UserBuffer(Memory memory, MmapLock mmapLock) {
        super(memory, "vec", 0);
        Line line = memory.line(this);
        this.mmapLock = mmapLock;
        this.present = line.word("present", 0);
        this.first = line.word("first", 0);
        this.second = line.word("second", 0);
    }

    /// What `copy_to_user` does for one byte.
    ///
    /// @param page 0 or 1: whose byte
    public void write(Task task, int page, long value) {
        while (present.readOnce() == 0) {
            mmapLock.downRead(task);   // the fault
            present.writeOnce(1);
            mmapLock.upRead();
        }
        (page == 0 ? first : second).writeOnce(value);
    }

    void putOut() {
        present.writeOnce(0);
    }

    String content() {
        return first.get() + "" + second.get();
    }
}
