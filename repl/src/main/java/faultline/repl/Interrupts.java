package faultline.repl;

import java.time.Duration;

/// Ctrl-C where no prompt catches it. The JVM is ending already when it hears of the signal, and will answer
/// 130; what is left to do is to interrupt the command and to give it a moment to print what it has.
final class Interrupts extends Thread {
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Thread runner;
    private boolean done;

    private Interrupts(Thread runner) {
        this.runner = runner;
    }

    static Interrupts of(Thread runner) {
        Interrupts interrupts = new Interrupts(runner);
        Runtime.getRuntime().addShutdownHook(interrupts);
        return interrupts;
    }

    /// Nothing runs any more that could be interrupted.
    synchronized void done() {
        done = true;
        notifyAll();
    }

    @Override public synchronized void run() {
        if (done) {
            return;
        }
        runner.interrupt();
        long end = System.nanoTime() + MOMENT.toNanos();
        try {
            long left = MOMENT.toMillis();
            while (!done && left > 0) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException goNow) {
            return;
        }
    }
}
