package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Audit;
import faultline.kernel.mm.Dentry;
import faultline.kernel.mm.File;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Sizes;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.UserAccess;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.uprobe.Insn;
import faultline.kernel.uprobe.ReadSide;
import faultline.kernel.uprobe.Uprobes;
import faultline.lab.explorer.Checks;
import faultline.lab.explorer.Laws;

/// A kernel with little of everything over one strategy, one address space in it, and two files, `a.so` and `b.so`.
/// Each page of a file is one instruction that does nothing but tell which page it is.
public record Process(Kernel kernel, MmStruct mm, File a, File b, UserAccess user) {
    private static final int FILE_PAGES = 4;
    private static final int PAGE_BITS = 4;

    /// Boots it on the task of CPU 0.
    public static Process boot(LockStrategy strategy, Memory memory, Task boot, int cpus) {
        Kernel kernel = new Kernel(memory, Laws.of(memory, cpus), strategy, Sizes.tiny(cpus),
                Uprobes.with(ReadSide.Kind.TRACE));
        Audit.InUse empty = Audit.inUse(kernel);
        Process process = new Process(kernel, kernel.newMm(boot), open(kernel, boot, "a.so"),
                open(kernel, boot, "b.so"), new UserAccess(kernel));
        Checks.ask(memory, new Watch(process, empty));
        return process;
    }

    private static File open(Kernel kernel, Task boot, String name) {
        long[] text = new long[FILE_PAGES];
        for (int page = 0; page < FILE_PAGES; page++) {
            text[page] = Insn.of(Insn.NOP, (long) name.charAt(0) << PAGE_BITS | page);
        }
        return kernel.open(boot, kernel.newInode(boot, new Dentry(kernel.memory(), name, text), FILE_PAGES),
                VmFlags.READ);
    }

    public long page() {
        return kernel.sizes().pageSize();
    }

    /// Maps `pages` pages right here; of `file` from `pgoff` on, or of nothing if it is `null`.
    public void map(Task task, long address, int pages, long flags, File file, long pgoff) {
        long mapped = Syscalls.mmap(task, mm, address, pages * page(), flags, file, pgoff, true);
        if (mapped != address) {
            throw new IllegalStateException("mmap answered " + mapped);
        }
    }

    /// Which page begins with `word`, as `a.so+1`.
    static String page(long word) {
        return (char) (Insn.operand(word) >> PAGE_BITS) + ".so+" + (Insn.operand(word) & (1 << PAGE_BITS) - 1);
    }

    public String name(File file) {
        return file == null ? "anonymous" : file == a ? "a.so" : file == b ? "b.so" : file.toString();
    }
}
