package tworeads;

import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import tworeads.frame.MmapLock;
import tworeads.frame.UserBuffer;

/// Which of two pages are there, as the system call `mincore` answers it: a byte for each, in a buffer of the caller's.
///
/// Both pages are of one mapping and go together, so an answer is `11` or `00`.
public final class Mincore {
    private final MmapLock mmapLock;
    private final Word first;    // 1: the page is there
    private final Word second;

    public Mincore(MmapLock mmapLock, Word first, Word second) {
        this.mmapLock = mmapLock;
        this.first = first;
        this.second = second;
    }

    public void ask(Task task, UserBuffer vec) {
        mmapLock.downRead(task);
        vec.write(task, 0, first.get());
        vec.write(task, 1, second.get());
        mmapLock.upRead();
    }
}
