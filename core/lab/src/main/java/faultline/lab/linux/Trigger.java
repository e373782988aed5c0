package faultline.lab.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/// The shared library whose function an administrator may put a uprobe on, loaded. Beside that function there
/// is a twin that nobody probes: how much slower the first is tells whether a probe is there. So this process
/// needs no right to ask.
///
/// The library stays loaded as long as this JVM lives.
public final class Trigger {
    private static final int ROUNDS = 10;
    private static final long CALLS = 1000;
    private static final double PROBED = 10;   // the cheapest probe makes a call hundreds of times as long

    @SuppressWarnings("restricted")   // a call into our own library
    private static final MethodHandle CALL = Linker.nativeLinker()
            .downcallHandle(FunctionDescriptor.ofVoid());

    @SuppressWarnings("restricted")   // likewise
    private static final MethodHandle CALL_OFTEN = Linker.nativeLinker()
            .downcallHandle(FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));

    private final MemorySegment probed;
    private final MemorySegment twin;
    private final MemorySegment often;

    private Trigger(SymbolLookup symbols) {
        this.probed = symbols.findOrThrow("faultline_probed");
        this.twin = symbols.findOrThrow("faultline_twin");
        this.often = symbols.findOrThrow("faultline_often");
    }

    /// @param offset of the function in the file: where the probe goes
    /// @param slower how many times as long as its twin's a call of it takes
    public record Sight(long offset, double slower) {
        /// Whether something is on the function.
        public boolean probed() {
            return slower > PROBED;
        }
    }

    /// The library as it is shipped: in C, for the user's own compiler.
    public static InputStream source() {
        return Trigger.class.getResourceAsStream("trigger.c");
    }

    /// @throws IllegalArgumentException if it cannot be loaded
    @SuppressWarnings("restricted")   // the library does nothing, and we wrote it
    public static Trigger load(Path library) {
        return new Trigger(SymbolLookup.libraryLookup(library, Arena.global()));
    }

    /// Where the function lies, and whether it is probed now.
    public Sight look() {
        double alone = Double.MAX_VALUE;
        double hit = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            alone = Math.min(alone, nanos(twin));
            hit = Math.min(hit, nanos(probed));
        }
        return new Sight(offset(), hit / Math.max(1, alone));
    }

    void callProbed() {
        try {
            CALL.invokeExact(probed);
        } catch (Throwable thrown) {
            throw LibC.unchecked(thrown);
        }
    }

    /// The loop is C's: in a JVM that has just begun, a call from Java takes longer than a probe.
    private double nanos(MemorySegment function) {
        try {
            long began = System.nanoTime();
            CALL_OFTEN.invokeExact(often, function, CALLS);
            return System.nanoTime() - began;
        } catch (Throwable thrown) {
            throw LibC.unchecked(thrown);
        }
    }

    /// Lines of `/proc/self/maps` begin: start, end, permissions, offset.
    private long offset() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
                String[] fields = line.split("[ -]+");
                long start = Long.parseUnsignedLong(fields[0], 16);
                long end = Long.parseUnsignedLong(fields[1], 16);
                if (start <= probed.address() && probed.address() < end) {
                    return probed.address() - start + Long.parseUnsignedLong(line.split(" +")[2], 16);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        throw new IllegalStateException("the function lies in no mapping");
    }
}
