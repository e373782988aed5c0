package faultline.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The reader of `refcount` as one would write it without a seam: the same memory outside the heap, the same
/// objects, the same steps, and VarHandles in one class.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Bare {
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final MemorySegment ALL = everything();
    private static final long LINE = 128;
    private static final long EXCLUDE_READERS = 0x4000_0000;
    private static final long MOST = EXCLUDE_READERS - 2;

    private Mm mm;
    private Vma vma;

    @SuppressWarnings("restricted")
    private static MemorySegment everything() {
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    }

    private static final class Mm {
        private static final long HANDLE = 42;

        private final Arena arena = Arena.ofAuto();
        private final long sequence = line();
        private final long writerWait = sequence + 8;

        private long line() {
            return arena.allocate(LINE, LINE).address();
        }
    }

    private static final class Vma {
        private final long start;
        private final long end;
        private final long mm;
        private final long flags;
        private final long lockSeq;
        private final long refcnt;

        Vma(Mm owner) {
            start = owner.line();
            end = start + 8;
            mm = start + 16;
            flags = start + 24;
            lockSeq = start + 40;
            refcnt = owner.line();
            LONG.set(ALL, start, 0x1000L);
            LONG.set(ALL, end, 0x2000L);
            LONG.set(ALL, mm, Mm.HANDLE);
            LONG.set(ALL, lockSeq, -1L);
            LONG.set(ALL, refcnt, 1L);
        }
    }

    private static final class Look {
        private Vma vma;
    }

    @Setup(Level.Iteration) public void boot() {
        mm = new Mm();
        vma = new Vma(mm);
    }

    /// One thread; what it writes has lines of its own.
    @State(Scope.Thread)
    public static class Reader {
        private final Look look = new Look();
        private int rcuDepth;
    }

    @Benchmark @OperationsPerInvocation(Seam.OPERATIONS) public long read(Reader reader, Windows windows) {
        long seen = 0;
        for (int i = 0; i < Seam.OPERATIONS; i++) {
            if (startRead(reader, 0x1800)) {
                seen += (long) LONG.getOpaque(ALL, vma.start) + (long) LONG.getOpaque(ALL, vma.end)
                        + (long) LONG.getOpaque(ALL, vma.flags);
                leave(reader.look.vma);
            }
        }
        return seen;
    }

    private boolean startRead(Reader reader, long address) {
        reader.rcuDepth++;
        if ((long) LONG.getOpaque(ALL, vma.lockSeq) == (long) LONG.getOpaque(ALL, mm.sequence)) {
            reader.rcuDepth--;
            return false;
        }
        long old = (long) LONG.getOpaque(ALL, vma.refcnt);
        while (old >= 1 && old <= MOST) {
            long seen = (long) LONG.compareAndExchangeAcquire(ALL, vma.refcnt, old, old + 1);
            if (seen == old) {
                break;
            }
            old = seen;
        }
        if (old < 1 || old > MOST) {
            reader.rcuDepth--;
            return false;
        }
        boolean open = (long) LONG.getOpaque(ALL, vma.mm) == Mm.HANDLE
                && (long) LONG.getOpaque(ALL, vma.lockSeq) != (long) LONG.getAcquire(ALL, mm.sequence);
        reader.rcuDepth--;
        if (open && (long) LONG.getOpaque(ALL, vma.start) <= address
                && address < (long) LONG.getOpaque(ALL, vma.end)) {
            reader.look.vma = vma;
            return true;
        }
        leave(vma);
        return false;
    }

    private void leave(Vma of) {
        long left = (long) LONG.getAndAddRelease(ALL, of.refcnt, -1L) - 1;
        if ((left & EXCLUDE_READERS) != 0 && left <= EXCLUDE_READERS + 1) {
            LONG.setVolatile(ALL, mm.writerWait, 1L);
        }
    }
}
