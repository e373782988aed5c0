package faultline.lab.hardware;

import faultline.lab.World;
import java.util.function.BooleanSupplier;

/// Looks at the threads of a world from outside, so that a test need not guess how far one has come.
final class Watch {
    private Watch() {
    }

    /// Returns once the thread on `cpu` sleeps, having been put to sleep by `method`.
    static void untilAsleep(World world, int cpu, String method) {
        until(() -> stands(world, cpu, method, "park"));
    }

    /// Returns once the thread on `cpu` spins on a word, at the request of `method`.
    static void untilSpinning(World world, int cpu, String method) {
        until(() -> stands(world, cpu, method, "awaitAcquire"));
    }

    /// Returns once `condition` holds; gives up when the test's time is over.
    static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new AssertionError("a thread of the world did not get there in time");
            }
            Thread.onSpinWait();
        }
    }

    private static boolean stands(World world, int cpu, String outer, String inner) {
        Thread thread = ((HardwareMemory) world.memory()).cpu(cpu).thread();
        boolean inside = false;
        if (thread != null) {
            for (StackTraceElement frame : thread.getStackTrace()) {   // innermost first
                inside |= frame.getMethodName().equals(inner);
                if (inside && frame.getMethodName().equals(outer)) {
                    return true;
                }
            }
        }
        return false;
    }
}
