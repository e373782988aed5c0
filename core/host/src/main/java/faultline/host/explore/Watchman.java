package faultline.host.explore;

import faultline.kernel.lock.LockStrategy;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Says now and then in which line of a strategy the job stands. Where its time ends, that is the place to look: code
/// that loops without touching memory cannot be stopped from within.
final class Watchman implements AutoCloseable {
    private static final long LOOK_MILLIS = 1000;

    private final Thread thread;

    /// @param strategy may be `null`: then nobody is watched
    Watchman(LockStrategy strategy, Consumer<String> places) {
        Thread job = Thread.currentThread();
        this.thread = strategy == null ? null
                : Thread.ofPlatform().daemon().name("watchman").start(() -> watch(job, strategy, places));
    }

    private static void watch(Thread job, LockStrategy strategy, Consumer<String> places) {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                Stream.of(job.getStackTrace()).filter(frame -> isOf(strategy, frame)).findFirst()
                        .ifPresent(frame -> places.accept(frame.getFileName() + ":" + frame.getLineNumber()));
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isOf(LockStrategy strategy, StackTraceElement frame) {
        String module = strategy.getClass().getModule().getName();
        return module != null && module.equals(frame.getModuleName());
    }

    @Override public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
