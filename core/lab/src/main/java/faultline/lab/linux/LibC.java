package faultline.lab.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The calls into the kernel, and no more of the C library than they need. Linux with 64 bits.
final class LibC {
    static final int PROT_NONE = 0;
    static final int PROT_READ = 1;
    static final int PROT_READ_WRITE = 3;
    static final int MADV_DONTNEED = 4;
    static final int MADV_NOHUGEPAGE = 15;

    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
    private static final int NO_FILE = -1;
    private static final long FAILED = -1;
    private static final int RUSAGE_THREAD = 1;
    private static final long RUSAGE_BYTES = 144;
    private static final long MINOR_FAULTS = 64;   // behind two times and four sizes

    private static final MethodHandle MMAP = function("mmap", ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT,
            JAVA_INT, JAVA_LONG);
    private static final MethodHandle MUNMAP = function("munmap", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle MPROTECT = function("mprotect", JAVA_INT, JAVA_LONG, JAVA_LONG,
            JAVA_INT);
    private static final MethodHandle MADVISE = function("madvise", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle GETRUSAGE = function("getrusage", JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle GETPAGESIZE = function("getpagesize", JAVA_INT);

    static final int PAGE_SIZE = pageSize();

    private LibC() {
    }

    /// New private anonymous memory that may be used as `protection` says.
    static MemorySegment mmap(long bytes, int protection) {
        try {
            MemorySegment start = (MemorySegment) MMAP.invokeExact(MemorySegment.NULL, bytes, protection,
                    MAP_PRIVATE_ANONYMOUS, NO_FILE, 0L);
            if (start.address() == FAILED) {
                throw new IllegalStateException("the kernel gave no " + bytes + " bytes: mmap failed");
            }
            return sized(start, bytes);
        } catch (Throwable thrown) {
            throw unchecked(thrown);
        }
    }

    static void munmap(long start, long bytes) {
        try {
            must("munmap", (int) MUNMAP.invokeExact(start, bytes));
        } catch (Throwable thrown) {
            throw unchecked(thrown);
        }
    }

    static void mprotect(long start, long bytes, int protection) {
        try {
            must("mprotect", (int) MPROTECT.invokeExact(start, bytes, protection));
        } catch (Throwable thrown) {
            throw unchecked(thrown);
        }
    }

    /// Whether the kernel took the advice.
    static boolean madvise(long start, long bytes, int advice) {
        try {
            return (int) MADVISE.invokeExact(start, bytes, advice) == 0;
        } catch (Throwable thrown) {
            throw unchecked(thrown);
        }
    }

    /// How many faults of the calling thread the kernel has handled without a device. `room` is
    /// [#rusage] of that thread.
    static long minorFaults(MemorySegment room) {
        try {
            must("getrusage", (int) GETRUSAGE.invokeExact(RUSAGE_THREAD, room));
            return room.get(JAVA_LONG, MINOR_FAULTS);
        } catch (Throwable thrown) {
            throw unchecked(thrown);
        }
    }

    /// Room for one thread to ask for its faults.
    static MemorySegment rusage() {
        return Arena.ofAuto().allocate(RUSAGE_BYTES, Long.BYTES);
    }

    private static int pageSize() {
        try {
            return (int) GETPAGESIZE.invokeExact();
        } catch (Throwable thrown) {
            throw unchecked(thrown);
        }
    }

    private static void must(String what, int result) {
        if (result != 0) {
            throw new IllegalStateException("the kernel refused " + what);
        }
    }

    @SuppressWarnings("restricted")   // the kernel says how long it is
    private static MemorySegment sized(MemorySegment start, long bytes) {
        return start.reinterpret(bytes);
    }

    @SuppressWarnings("restricted")   // calls into the C library
    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments));
    }

    static RuntimeException unchecked(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException(thrown);
        };
    }
}
