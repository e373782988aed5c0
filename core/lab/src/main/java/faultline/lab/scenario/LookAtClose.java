package faultline.lab.scenario;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Inode;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// The last mapping of a file goes, and with it the file, while a look reads which inode it is of.
///
/// ```
///     look                                      munmap, the last to hold the file
///
///     vma.file                                  detached, out of the tree
///                                               file freed; its memory is the next file's
///     file.inode                                of b.so
///     believed, or not
/// ```
///
/// The look will not believe what it reads there; but it reads it, so the memory must stay a file.
final class LookAtClose extends MmScenario {

    LookAtClose(LockStrategy strategy) {
        super(strategy, "look-at-close", "the last mapping of a file goes, and the file with it, under a look",
                List.of("look", "close"), Set.of("a.so", FELL_BACK));
    }

    @Override Play over(Process process, Task boot) {
        long address = 2 * process.page();
        Inode a = process.a().inode();
        process.map(boot, address, 1, VmFlags.READ, process.a(), 1);
        process.a().put(boot);
        Inode b = process.b().inode();
        Look look = new Look();
        return (which, task) -> {
            if (which == 0) {
                return inode(process, task, address, look, a);
            }
            Syscalls.munmap(task, process.mm(), address, process.page());
            process.kernel().open(task, b, VmFlags.READ);
            return "";
        };
    }

    private static String inode(Process process, Task task, long address, Look look, Inode a) {
        AddressSpaceLock lock = process.mm().lock();
        task.startSpeculation();
        if (!lock.startLook(task, address, look)) {
            task.endSpeculation(false);
            return FELL_BACK;
        }
        Inode inode = look.vma.file(task).inode();
        boolean valid = lock.endLook(task, look);
        task.endSpeculation(valid);
        return !valid ? FELL_BACK : inode == a ? "a.so" : "b.so";
    }
}
