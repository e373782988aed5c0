package faultline.lab.explorer;

/// Makes decisions that were made before: what would be expected, but for those written down.
final class Scripted implements Decisions {
    private int[] script;
    private int at;
    private int previous;

    Scripted(int[] script) {
        this.script = script;
    }

    /// Before each execution.
    void begin(int[] decisions) {
        script = decisions;
        at = 0;
        previous = 0;
    }

    private int next() {
        return at < script.length ? script[at++] : 0;
    }

    @Override public boolean triesAllOrders() {
        return false;
    }

    @Override public int task(int ready) {
        int expected = (ready >> previous & 1) != 0 ? previous : Integer.numberOfTrailingZeros(ready);
        int decision = Integer.bitCount(ready) > 1 ? next() : 0;
        previous = decision > 0 && (ready >> decision - 1 & 1) != 0 ? decision - 1 : expected;
        return previous;
    }

    @Override public int value(int[] options, int count, int newest) {
        int behind = next();
        for (int i = 0; i < count; i++) {
            if (newest - options[i] == behind) {
                return i;
            }
        }
        return 0;
    }
}
