package faultline.kernel.mm;

import faultline.kernel.page.Pte;

/// The bits of `vma.vm_flags`, with the kernel's names and values where it has them.
public final class VmFlags {
    public static final long READ = 0x1;
    public static final long WRITE = 0x2;
    public static final long EXEC = 0x4;
    public static final long SHARED = 0x8;

    /// What `mprotect` may set.
    public static final long MAYREAD = 0x10;
    public static final long MAYWRITE = 0x20;
    public static final long MAYEXEC = 0x40;

    public static final long GROWSDOWN = 0x100;
    public static final long DONTCOPY = 0x2_0000;

    /// The bits that `mprotect` changes.
    public static final long ACCESS = READ | WRITE | EXEC;

    private VmFlags() {
    }

    /// A write must not change what others see: private and possibly writable (`is_cow_mapping`).
    public static boolean isCow(long flags) {
        return (flags & (SHARED | MAYWRITE)) == MAYWRITE;
    }

    /// What a PTE of such a mapping gets at most before the first write (`vm_get_page_prot`): a private page
    /// is write-protected until it has been copied.
    public static long pageProt(long flags) {
        long bits = 0;
        if ((flags & (READ | WRITE)) != 0) {
            bits |= Pte.READ;
        }
        if ((flags & (WRITE | SHARED)) == (WRITE | SHARED)) {
            bits |= Pte.WRITE;
        }
        if ((flags & EXEC) != 0) {
            bits |= Pte.READ | Pte.EXEC;
        }
        return bits;
    }

    /// What a PTE of such a mapping may allow at most, a private page that was copied included.
    static long pageRights(long flags) {
        return pageProt(flags) | ((flags & WRITE) != 0 ? Pte.WRITE : 0);
    }

    /// As /proc/PID/maps prints them: `rw-p`.
    public static String toString(long flags) {
        return ((flags & READ) != 0 ? "r" : "-") + ((flags & WRITE) != 0 ? "w" : "-")
                + ((flags & EXEC) != 0 ? "x" : "-") + ((flags & SHARED) != 0 ? "s" : "p");
    }
}
