package faultline.lab.hardware;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The processors that this process may run on, and a thread's place among them. Linux only; elsewhere the
/// list is empty, nothing is pinned, and the answers say so.
public final class Processors {
    private static final long MASK_BYTES = 1024;   // 8192 processors, the most that Linux knows

    private final List<Integer> allowed;

    private Processors(List<Integer> allowed) {
        this.allowed = allowed;
    }

    /// Those of the calling thread. Ask before any thread is pinned.
    public static Processors allowed() {
        List<Integer> allowed = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
            if (call("sched_getaffinity", mask) >= 0) {
                for (int processor = 0; processor < MASK_BYTES * Byte.SIZE; processor++) {
                    byte eight = mask.get(ValueLayout.JAVA_BYTE, processor / Byte.SIZE);
                    if ((eight >>> processor % Byte.SIZE & 1) == 1) {
                        allowed.add(processor);
                    }
                }
            }
        }
        return new Processors(List.copyOf(allowed));
    }

    /// Those of them with these places in the list, in this order; none where nothing can be pinned.
    public Processors only(List<Integer> places) {
        return new Processors(allowed.isEmpty() ? allowed : places.stream().map(allowed::get).toList());
    }

    /// Their numbers; empty if the system does not say.
    public List<Integer> numbers() {
        return allowed;
    }

    /// Ties the calling thread to the processor at `index` of the list, counted round and round. Returns its
    /// number, or -1 if the thread runs where it likes.
    public int pin(int index) {
        if (allowed.isEmpty()) {
            return -1;
        }
        int processor = allowed.get(index % allowed.size());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
            mask.set(ValueLayout.JAVA_BYTE, processor / Byte.SIZE, (byte) (1 << processor % Byte.SIZE));
            return call("sched_setaffinity", mask) >= 0 ? processor : -1;
        }
    }

    @SuppressWarnings("restricted")   // a call into the C library
    private static int call(String name, MemorySegment mask) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> symbol = linker.defaultLookup().find(name);
        if (symbol.isEmpty()) {
            return -1;
        }
        MethodHandle function = linker.downcallHandle(symbol.get(), FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
        try {
            return (int) function.invokeExact(0, MASK_BYTES, mask);   // 0: the calling thread
        } catch (Throwable e) {
            throw new IllegalStateException(name, e);
        }
    }
}
