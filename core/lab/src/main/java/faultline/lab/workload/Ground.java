package faultline.lab.workload;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Dentry;
import faultline.kernel.mm.Errno;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.File;
import faultline.kernel.mm.Inode;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.UserAccess;
import faultline.kernel.mm.VmFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// What every workload stands on: an address space, files, and where things lie.
///
/// Places are apart by at least one page, and each begins a page table of its own: what shall be two VMAs is
/// not merged into one, and what shall not meet under a page-table lock does not.
///
/// ```
///     base    place 0   place 1   …          one for each task: its slice, if the layout is `own`
///             the writers' places            where they map and unmap
///             the common place               all slices in a row, if the layout is `shared`
///             the stacks                     one for each thread; behind it the text that it executes
/// ```
final class Ground {
    static final long READ_WRITE = VmFlags.READ | VmFlags.WRITE;

    private static final int MAX_WAITS = 10_000;
    private static final long WAIT_NANOS = 100_000;

    private final Kernel kernel;
    private final Cast cast;
    private final MmStruct mm;
    private final UserAccess user;
    private final long pageSize;
    private final long placeSize;
    private final List<File> files = new ArrayList<>();

    Ground(Task task, Kernel kernel, Cast cast) {
        this.kernel = kernel;
        this.cast = cast;
        this.mm = kernel.newMm(task);
        this.user = new UserAccess(kernel);
        this.pageSize = kernel.sizes().pageSize();
        long span = kernel.sizes().leafSpan();
        this.placeSize = ((cast.pages() + 1) * pageSize + span - 1) / span * span;
        long end = stack(cast.threads());
        if (mm == null || end > kernel.sizes().taskSize()) {
            throw new IllegalStateException("no room for " + cast);
        }
    }

    Kernel kernel() {
        return kernel;
    }

    Cast cast() {
        return cast;
    }

    MmStruct mm() {
        return mm;
    }

    UserAccess user() {
        return user;
    }

    long pageSize() {
        return pageSize;
    }

    /// The place of one task's own slice.
    long place(int number) {
        return (1 + number) * placeSize;
    }

    /// Where a writer maps and unmaps.
    long writersPlace(int writer) {
        return place(cast.tasks() + writer);
    }

    /// The place of what all share.
    long common() {
        return place(cast.tasks() + cast.writers());
    }

    /// The place of one thread's stack.
    long stack(int number) {
        return common() + (cast.tasks() + number) * placeSize;
    }

    /// A file of `pages` pages that begins with `text`, open for reading and writing.
    File file(Task task, String name, long pages, long... text) {
        Inode inode = kernel.newInode(task, new Dentry(kernel.memory(), name, text), pages);
        File file = inode == null ? null : kernel.open(task, inode, READ_WRITE);
        if (file == null) {
            throw new IllegalStateException("no memory for the file " + name);
        }
        inode.put(task);
        files.add(file);
        return file;
    }

    void map(Task task, long start, long length, long flags, File file, long pgoff) {
        done(task, "mmap", () -> Syscalls.mmap(task, mm, start, length, flags, file, pgoff, true));
    }

    void unmap(Task task, long start, long length) {
        done(task, "munmap", () -> Syscalls.munmap(task, mm, start, length));
    }

    void protect(Task task, long start, long length, long access) {
        done(task, "mprotect", () -> Syscalls.mprotect(task, mm, start, length, access));
    }

    void dropPages(Task task, long start, long length) {
        done(task, "madvise", () -> Syscalls.madviseDontNeed(task, mm, start, length));
    }

    void write(Task task, long address) {
        done(user.write(task, mm, address, address | 1), address);
    }

    void read(Task task, long address) {
        done(user.read(task, mm, address), address);
    }

    void takeDown(Task task) {
        mm.putUsers(task);
        files.forEach(file -> file.put(task));
    }

    /// What was freed comes back after a grace period. Whoever maps and unmaps faster than that waits here,
    /// as it waits for memory in the kernel.
    private static void done(Task task, String name, LongSupplier call) {
        long result = call.getAsLong();
        for (int wait = 0; result == Errno.ENOMEM && wait < MAX_WAITS; wait++) {
            task.waitForDevice(WAIT_NANOS);
            result = call.getAsLong();
        }
        if (Errno.isError(result)) {
            throw new IllegalStateException(name + " answered " + Errno.name(result));
        }
    }

    static void done(FaultResult result, long address) {
        if (result != FaultResult.DONE) {
            throw new IllegalStateException("an access to 0x" + Long.toHexString(address) + " ended in "
                    + result);
        }
    }
}
