package faultline.lab.hardware;

import faultline.kernel.memory.Memory;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The clock of the world. One thread, on no CPU, which begins with the first timer that is armed; what a
/// timer does it does as an interrupt of its CPU.
///
/// To be cheap where timers are armed all the time, one that is armed again while it runs is only marked. It
/// is looked at once in its period: marked, it runs another; not marked, it fires.
final class Timers {
    private ScheduledThreadPoolExecutor clock;   // under itself; null before the first is armed
    private boolean closed;

    Memory.Timer timer(HardwareCpu cpu, long nanos, Memory.Interrupt handler) {
        return new Running(cpu, nanos, handler);
    }

    private synchronized void after(long nanos, Runnable look) {
        if (closed) {
            return;
        }
        if (clock == null) {
            clock = new ScheduledThreadPoolExecutor(1,
                    body -> Thread.ofPlatform().daemon().name("faultline-timers").unstarted(body));
        }
        clock.schedule(look, nanos, TimeUnit.NANOSECONDS);
    }

    /// No timer fires any more.
    synchronized void close() {
        closed = true;
        if (clock != null) {
            clock.shutdownNow();
        }
    }

    private final class Running implements Memory.Timer {
        private final HardwareCpu cpu;
        private final long nanos;
        private final Memory.Interrupt handler;
        private final AtomicBoolean armed = new AtomicBoolean();     // since the last look
        private final AtomicBoolean running = new AtomicBoolean();   // a look will come

        Running(HardwareCpu cpu, long nanos, Memory.Interrupt handler) {
            this.cpu = cpu;
            this.nanos = nanos;
            this.handler = handler;
        }

        @Override public void arm() {
            if (!armed.get()) {
                armed.set(true);
            }
            if (!running.get() && running.compareAndSet(false, true)) {
                after(nanos, this::look);
            }
        }

        /// Whoever arms it from here on finds it not running, or has been seen.
        private void look() {
            running.set(false);
            if (!armed.getAndSet(false)) {
                cpu.interrupt(handler);
            } else if (running.compareAndSet(false, true)) {
                after(nanos, this::look);
            }
        }
    }
}
