package faultline.lab.explorer;

/// One wait for RCU readers.
final class GracePeriod {
    /// The readers that were inside when it began and still are, a bit a section.
    long waitsFor;
    /// What those who have left since, and those before, had seen and done.
    final View view;
    final int[] clock;

    GracePeriod(long waitsFor, View view, int[] clock) {
        this.waitsFor = waitsFor;
        this.view = view;
        this.clock = clock;
    }
}
