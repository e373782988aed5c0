package faultline.lab.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Dentry;
import faultline.kernel.mm.File;
import faultline.kernel.mm.Inode;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.VmFlags;

/// The session's files, open.
final class MappedFiles {
    private static final int FIRST_INODE = 11;   // the first that a new ext4 gives to a file

    private final Map<String, File> files = new LinkedHashMap<>();

    MappedFiles(Kernel kernel, Task task) {
        for (SessionFile file : SessionFile.ALL) {
            long[] text = file.text().stream().mapToLong(Long::longValue).toArray();
            Inode inode = kernel.newInode(task, new Dentry(kernel.memory(), file.name(), text), file.pages());
            files.put(file.name(), kernel.open(task, inode,
                    VmFlags.READ | (file.writable() ? VmFlags.WRITE : 0)));
        }
    }

    /// `null` if there is none.
    File named(String name) {
        return files.get(name);
    }

    SessionAnswer.NoFile noFile(String name) {
        return new SessionAnswer.NoFile(name, List.copyOf(files.keySet()));
    }

    /// Its number, as `maps` prints it.
    long inode(String name) {
        return FIRST_INODE + List.copyOf(files.keySet()).indexOf(name);
    }
}
