package faultline.lab.model;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Access;
import faultline.kernel.mm.Audit;
import faultline.kernel.mm.Dentry;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.File;
import faultline.kernel.mm.Inode;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Sizes;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.UserAccess;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.mm.Vma;
import faultline.kernel.sync.Sync;
import faultline.kernel.uprobe.ReadSide;
import faultline.kernel.uprobe.Uprobes;
import faultline.lab.World;
import java.util.ArrayList;
import java.util.List;

/// The kernel over one strategy under a sequence of calls, on one task of a world that checks.
final class KernelSubject implements Subject {
    private final World world;
    private final Kernel kernel;
    private final Task task;
    private final UserAccess user;
    private final List<File> files = new ArrayList<>();
    private final MmStruct[] processes;
    private final Audit.InUse empty;

    KernelSubject(World world, LockStrategy strategy, Sizes sizes, int processes, List<ModelFile> named, long startBrk) {
        this.world = world;
        this.kernel = new Kernel(world.memory(), Sync.coded(world.memory(), world.cpus(), 0), strategy, sizes,
                Uprobes.with(ReadSide.Kind.TRACE));
        this.task = world.enter(0);
        this.user = new UserAccess(kernel);
        this.processes = new MmStruct[processes];
        this.empty = Audit.inUse(kernel);
        for (ModelFile file : named) {
            files.add(open(file, sizes));
        }
        this.processes[0] = kernel.newMm(task);
        Syscalls.startBrk(this.processes[0], startBrk);
    }

    private File open(ModelFile model, Sizes sizes) {
        int pages = 0;
        while (model.has(pages)) {
            pages++;
        }
        long[] words = new long[pages * sizes.pageWords()];
        for (int word = 0; word < words.length; word++) {
            words[word] = model.read(word / sizes.pageWords(), word % sizes.pageWords());
        }
        Inode inode = kernel.newInode(task, new Dentry(kernel.memory(), model.name(), words), pages);
        File file = kernel.open(task, inode, VmFlags.READ | (model.isWritable() ? VmFlags.WRITE : 0));
        inode.put(task);
        return file;
    }

    @Override public boolean has(int process) {
        return processes[process] != null;
    }

    @Override public String mmap(int process, long address, long length, long flags, int file, long offset,
                                 boolean fixed) {
        return Subject.told(Syscalls.mmap(task, processes[process], address, length, flags,
                file < 0 ? null : files.get(file), offset, fixed));
    }

    @Override public String munmap(int process, long start, long length) {
        return Subject.told(Syscalls.munmap(task, processes[process], start, length));
    }

    @Override public String mprotect(int process, long start, long length, long access) {
        return Subject.told(Syscalls.mprotect(task, processes[process], start, length, access));
    }

    @Override public String mremap(int process, long old, long oldLength, long newLength, boolean mayMove,
                                   long target) {
        return Subject.told(Syscalls.mremap(task, processes[process], old, oldLength, newLength, mayMove, target));
    }

    @Override public String brk(int process, long wanted) {
        return Subject.told(Syscalls.brk(task, processes[process], wanted));
    }

    @Override public String dontNeed(int process, long start, long length) {
        return Subject.told(Syscalls.madviseDontNeed(task, processes[process], start, length));
    }

    @Override public String access(int process, Access access, long address, long value) {
        MmStruct mm = processes[process];
        FaultResult result = switch (access) {
            case READ -> user.read(task, mm, address);
            case WRITE -> user.write(task, mm, address, value);
            case EXEC -> user.fetch(task, mm, address);
        };
        return result == FaultResult.DONE && access != Access.WRITE ? Subject.told(user.value(task))
                : result.toString();
    }

    @Override public String fork(int parent, int child) {
        processes[child] = Syscalls.fork(task, processes[parent]);
        return processes[child] == null ? "no memory" : "forked";
    }

    @Override public String exit(int process) {
        processes[process].putUsers(task);
        processes[process] = null;
        return "exited";
    }

    @Override public List<String> maps(int process) {
        MmStruct mm = processes[process];
        List<String> lines = new ArrayList<>();
        mm.readLock(task, false);
        for (Vma vma = mm.tree().findAtOrAfter(task, 0); vma != null;
                vma = mm.tree().findAtOrAfter(task, vma.end(task))) {
            File file = vma.file(task);
            lines.add(AddressSpaceModel.line(vma.start(task), vma.end(task), vma.flags(task), vma.pgoff(task),
                    file == null ? "" : file.inode().dentry().name()));
        }
        mm.readUnlock(task);
        return lines;
    }

    /// Lets everything that was put off come to its end.
    void rest() {
        world.drain();
    }

    /// Entries that stray in any process, and what the kernel found wrong with itself.
    List<String> complaints() {
        List<String> complaints = new ArrayList<>(world.bugs());
        for (MmStruct mm : processes) {
            if (mm != null) {
                complaints.addAll(Audit.strayEntries(task, mm));
            }
        }
        return complaints;
    }

    /// Ends all processes and closes all files; what is not given back then is a complaint.
    List<String> end() {
        for (int process = 0; process < processes.length; process++) {
            if (processes[process] != null) {
                exit(process);
            }
        }
        for (File file : files) {
            file.put(task);
        }
        rest();
        List<String> complaints = new ArrayList<>(world.bugs());
        Audit.InUse left = Audit.inUse(kernel);
        if (!left.equals(empty)) {
            complaints.add("at the end there is still in use " + left + ", at first " + empty);
        }
        return complaints;
    }

    void leave() {
        world.leave(task);
    }
}
