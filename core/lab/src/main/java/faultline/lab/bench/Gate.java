package faultline.lab.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Tells players which window it is. Windows count up; those with an odd number are measured, between them,
/// and before the first, all go on playing. Players read it all the time, and it changes a hundred times a
/// second at most.
final class Gate {
    static final int CLOSED = Integer.MAX_VALUE;

    private static final VarHandle WINDOW;

    static {
        try {
            WINDOW = MethodHandles.lookup().findVarHandle(Gate.class, "window", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    // the gate has lines of its own: what others in the heap write next to it would slow every reader down
    long pad0, pad1, pad2, pad3, pad4, pad5, pad6, pad7, pad8, pad9, pad10, pad11, pad12, pad13, pad14, pad15;
    private int window;
    long pad16, pad17, pad18, pad19, pad20, pad21, pad22, pad23, pad24, pad25, pad26, pad27, pad28, pad29;

    private final BlockingQueue<Object> reports = new LinkedBlockingQueue<>();

    int window() {
        return (int) WINDOW.getOpaque(this);
    }

    void open(int number) {
        WINDOW.setVolatile(this, number);
    }

    void close() {
        open(CLOSED);
    }

    /// What one player did in one measured window, or what went wrong with it.
    BlockingQueue<Object> reports() {
        return reports;
    }
}
