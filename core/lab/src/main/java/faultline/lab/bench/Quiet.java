package faultline.lab.bench;

import faultline.lab.hardware.Processors;
import faultline.lab.hardware.RunDelay;

/// How fit the machine is for measuring, found by being busy for a moment: what a thread that wants one
/// processor gets of it.
///
/// @param processors how many this process may run on
/// @param pinned     whether a thread can be tied to one
/// @param lost       the part of the time that it waited while it could have run; below 0 if the system does
///                   not say
/// @param longestGapMicros the longest time in which it did nothing
public record Quiet(int processors, boolean pinned, double lost, double longestGapMicros) {
    /// More than this, and a measured window would be marked.
    public static final double TOLERABLE = RunDelay.TOLERABLE;

    /// Is busy for that long on the calling thread.
    public static Quiet look(long nanos) {
        Processors allowed = Processors.allowed();
        boolean pinned = allowed.pin(0) >= 0;
        long waitedBefore = RunDelay.nanos();
        long began = System.nanoTime();
        long last = began;
        long longest = 0;
        while (last - began < nanos) {
            long now = System.nanoTime();
            longest = Math.max(longest, now - last);
            last = now;
        }
        long waited = RunDelay.nanos() - waitedBefore;
        int processors = allowed.numbers().isEmpty() ? Runtime.getRuntime().availableProcessors()
                : allowed.numbers().size();
        return new Quiet(processors, pinned, waitedBefore < 0 ? -1 : (double) waited / (last - began),
                longest / 1e3);
    }
}
