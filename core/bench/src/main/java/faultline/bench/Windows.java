package faultline.bench;

import faultline.lab.hardware.Processors;
import faultline.lab.hardware.RunDelay;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/// Ties a benchmark's thread to a processor, and counts how long it waited for it in each iteration.
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Windows {
    /// Public because JMH reads it: the longer, the less this iteration says.
    public long waitedNanos;

    private long before;

    @Setup(Level.Trial) public void pin(ThreadParams thread) {
        Processors.allowed().pin(thread.getThreadIndex());
    }

    @Setup(Level.Iteration) public void begin() {
        before = RunDelay.nanos();
    }

    @TearDown(Level.Iteration) public void end() {
        waitedNanos = RunDelay.nanos() - before;
    }
}
