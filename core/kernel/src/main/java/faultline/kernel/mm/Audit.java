package faultline.kernel.mm;

import faultline.kernel.memory.Task;
import faultline.kernel.page.Pte;
import java.util.ArrayList;
import java.util.List;

/// What must hold of a kernel from outside: for the checks of the lab, which read and change nothing.
public final class Audit {
    private static final long RIGHTS = Pte.READ | Pte.WRITE | Pte.EXEC;

    private Audit() {
    }

    /// What is in use. Exact when nobody is at work and nothing is put off.
    public record InUse(long mms, long vmas, long anonVmas, long files, long inodes, long treeNodes,
                        long pageTables, long frames) {
    }

    public static InUse inUse(Kernel kernel) {
        return new InUse(kernel.mms().live(), kernel.vmas().live(), kernel.anonVmas().live(),
                kernel.files().live(), kernel.inodes().live(), kernel.nodes().live(),
                kernel.tables().inUse(), kernel.frames().inUse());
    }

    /// Page-table entries that no VMA covers, or that allow more than theirs does; one line each. Holds at
    /// every moment at which somebody has `mmap_lock` for writing and has not begun to change anything, so
    /// the lock is taken here.
    public static List<String> strayEntries(Task task, MmStruct mm) {
        mm.writeLock(task, false);
        List<String> stray = strayEntriesAtRest(task, mm);
        mm.writeUnlock(task);
        return stray;
    }

    /// As [#strayEntries], where nobody else is at work and no lock is needed.
    public static List<String> strayEntriesAtRest(Task task, MmStruct mm) {
        List<String> stray = new ArrayList<>();
        mm.kernel().tables().forEachEntry(mm.pgd(), (address, pte) -> {
            Vma vma = mm.tree().find(task, address);
            if (vma == null || !vma.covers(task, address)) {
                stray.add("the page at 0x" + Long.toHexString(address) + " is mapped, but no VMA covers it");
            } else if ((pte & RIGHTS & ~VmFlags.pageRights(vma.flags(task))) != 0) {
                stray.add("the page at 0x" + Long.toHexString(address) + " may be " + rights(pte)
                        + ", but its VMA is "
                        + VmFlags.toString(vma.flags(task)));
            }
        });
        return stray;
    }

    /// How many hold the mappings of `mm`, and how many its structure: one and one while it has one user and
    /// rests.
    public static boolean hasOneHolder(MmStruct mm) {
        return mm.users() == 1 && mm.count() == 1;
    }

    /// Whether user code may access `address` as one of these [VmFlags] allows it, where nobody is changing that.
    public static boolean allows(Task task, MmStruct mm, long address, long rights) {
        Vma vma = mm.find(task, address);
        return vma != null && vma.covers(task, address) && (vma.flags(task) & rights) != 0;
    }

    private static String rights(long pte) {
        return (Pte.has(pte, Pte.READ) ? "read " : "") + (Pte.has(pte, Pte.WRITE) ? "written " : "")
                + (Pte.has(pte, Pte.EXEC) ? "executed" : "");
    }
}
