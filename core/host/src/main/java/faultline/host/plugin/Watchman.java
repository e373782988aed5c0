package faultline.host.plugin;

import java.util.function.Consumer;
import java.util.stream.Stream;

/// Says now and then in which line of somebody's code the job stands. Where its time ends, that is the place
/// to look: code that loops without touching memory cannot be stopped from within.
public final class Watchman implements AutoCloseable {
    private static final long FIRST_MILLIS = 30;
    private static final long LONGEST_MILLIS = 500;

    private final Thread thread;

    /// Watches the thread that begins this.
    ///
    /// @param module whose code is watched; empty: nobody's
    /// @param places hears a file and a line of it
    public Watchman(String module, Consumer<String> places) {
        Thread job = Thread.currentThread();
        this.thread = module.isEmpty() ? null
                : Thread.ofPlatform().daemon().name("watchman").start(() -> watch(job, module, places));
    }

    private static void watch(Thread job, String module, Consumer<String> places) {
        try {
            for (long pause = FIRST_MILLIS;; pause = Math.min(2 * pause, LONGEST_MILLIS)) {
                Thread.sleep(pause);
                Stream.of(job.getStackTrace()).filter(frame -> module.equals(frame.getModuleName()))
                        .findFirst().ifPresent(frame -> places.accept(frame.getFileName() + ":" + frame.getLineNumber()));
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /// Nothing more is said afterwards, unless the job is being stopped itself.
    @Override public void close() {
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
