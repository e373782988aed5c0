package faultline.lab.session;

import java.util.List;
import faultline.kernel.mm.Access;
import faultline.kernel.mm.Errno;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.Sizes;
import faultline.kernel.mm.VmStat;
import faultline.kernel.uprobe.Insn;

/// Why the kernel answered what it answered, in words. It gives a number only; the rest is in what it was
/// asked.
final class Reasons {
    private Reasons() {
    }

    static String mmap(Sizes sizes, SessionRequest.Mmap wanted, long address, long errno) {
        if (errno == Errno.EACCES) {
            return wanted.file() + " is not open for writing, which a shared mapping with w needs";
        }
        if (errno == Errno.EINVAL) {
            return wanted.length() <= 0 ? "the length is 0" : misaligned(sizes, address);
        }
        if (errno == Errno.ENOMEM && (wanted.length() > sizes.taskSize()
                || wanted.fixed() && (address < 0 || address > sizes.taskSize() - wanted.length()))) {
            return beyond(sizes);
        }
        return errno == Errno.ENOMEM ? "there is no hole of that size, or no memory for the VMA"
                : other(errno);
    }

    static String munmap(Sizes sizes, long address, long length, long errno) {
        if (errno == Errno.EINVAL) {
            return length <= 0 ? "the length is 0"
                    : address % sizes.pageSize() != 0 ? misaligned(sizes, address) : beyond(sizes);
        }
        return errno == Errno.ENOMEM ? "a mapping would have to be cut in two, and there are too many"
                : other(errno);
    }

    static String mprotect(Sizes sizes, List<Mapping> before, long address, long length, long errno) {
        if (errno == Errno.EACCES) {
            return "the file is not open for writing, which a shared mapping with w needs";
        }
        if (errno == Errno.EINVAL) {
            return misaligned(sizes, address);
        }
        if (errno == Errno.ENOMEM) {
            long end = address + length;
            return end > sizes.taskSize() || end < address ? beyond(sizes)
                    : "nothing is mapped at 0x" + Long.toHexString(hole(before, address));
        }
        return other(errno);
    }

    /// The first address from `address` on that is in no mapping.
    private static long hole(List<Mapping> mappings, long address) {
        long at = address;
        for (Mapping mapping : mappings) {
            if (mapping.start() <= at && at < mapping.end()) {
                at = mapping.end();
            }
        }
        return at;
    }

    private static String misaligned(Sizes sizes, long address) {
        return "0x" + Long.toHexString(address) + " is not a multiple of the page size, "
                + sizes.pageSize() / 1024 + "K";
    }

    private static String beyond(Sizes sizes) {
        return "the address space ends at 0x" + Long.toHexString(sizes.taskSize());
    }

    private static String other(long errno) {
        return errno == Errno.EINTR ? "a fatal signal came first" : "the kernel does not say why";
    }

    /// How an access ended: `done`, or the signal.
    static String signal(FaultResult result) {
        return switch (result) {
            case DONE -> "done";
            case SIGSEGV_MAPERR, SIGSEGV_ACCERR -> "SIGSEGV";
            case SIGBUS -> "SIGBUS";
            case OOM, KILLED -> "SIGKILL";
            case RETRY, NEED_FRAME -> throw new IllegalStateException("a fault ended with " + result);
        };
    }

    /// What became of an access. `at` are the mappings at the address, of which there is one at most.
    static String access(FaultResult result, Access access, long value, List<Mapping> at) {
        return switch (result) {
            case DONE -> switch (access) {
                case READ -> "read 0x" + Long.toHexString(value);
                case WRITE -> "wrote 0x" + Long.toHexString(value);
                case EXEC -> "fetched " + Insn.toString(value);
            };
            case SIGSEGV_MAPERR -> "nothing is mapped there (SEGV_MAPERR)";
            case SIGSEGV_ACCERR -> "the mapping is " + at.getFirst().permissions() + " (SEGV_ACCERR)";
            case SIGBUS -> "the mapping reaches there, but " + at.getFirst().name() + " does not";
            case OOM -> "there was no memory for the page";
            default -> "a fatal signal came first";
        };
    }

    /// What the kernel had to do, read from the counters that moved.
    static String path(FaultResult result, String strategy, List<Counter> moved) {
        if (VmStats.of(moved, VmStat.PGFAULT) == 0) {
            return result == FaultResult.DONE ? "no fault: the page was there"
                    : "no fault: no user code gets there";
        }
        if (VmStats.of(moved, VmStat.VMA_LOCK_RETRY) > 0) {
            return "the read of " + strategy + ", then mmap_lock";
        }
        return VmStats.of(moved, VmStat.VMA_LOCK_ABORT) > 0
                ? "mmap_lock, since " + strategy + " let no reader in"
                : "the read of " + strategy + " alone";
    }
}
