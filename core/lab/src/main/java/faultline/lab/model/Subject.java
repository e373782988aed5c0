package faultline.lab.model;

import faultline.kernel.mm.Access;
import faultline.kernel.mm.Errno;
import java.util.List;

/// What a sequence of calls is run on: the kernel or the model. Processes and files have small numbers;
/// process 0 is there at first, file -1 is anonymous memory. Answers are words, so that two subjects can be
/// compared.
interface Subject {
    boolean has(int process);

    String mmap(int process, long address, long length, long flags, int file, long offset, boolean fixed);

    String munmap(int process, long start, long length);

    String mprotect(int process, long start, long length, long access);

    String mremap(int process, long old, long oldLength, long newLength, boolean mayMove, long target);

    String brk(int process, long wanted);

    String dontNeed(int process, long start, long length);

    String access(int process, Access access, long address, long value);

    String fork(int parent, int child);

    String exit(int process);

    List<String> maps(int process);

    /// An address or 0 in hexadecimal, or the name of an errno.
    static String told(long answer) {
        return Errno.isError(answer) ? Errno.name(answer)
                : "0x" + Long.toHexString(answer);
    }
}
