package faultline.lab.explorer;

/// Makes a failing execution small: undoes its decisions one by one, for as long as it fails in the same way.
final class Shrinking {
    private static final int MOST_STEPS = 4_000_000;   // in all executions together

    private final Stage stage;
    private final Scripted script;
    private long steps;

    Shrinking(Stage stage, Scripted script) {
        this.stage = stage;
        this.script = script;
    }

    /// What broke when these decisions were made; empty if nothing did.
    String play(int[] decisions) {
        script.begin(decisions);
        stage.play();
        steps += stage.execution().steps.count();
        return stage.execution().failure == null ? "" : stage.execution().failure;
    }

    /// The smallest like `decisions` that ends in `what`; `decisions` themselves if they do not.
    int[] smallest(int[] decisions, String what) {
        if (!play(decisions).equals(what)) {
            return decisions;
        }
        int[] best = decisions;
        boolean changed = true;
        while (changed && steps < MOST_STEPS) {
            changed = false;
            for (int i = best.length - 1; i >= 0 && steps < MOST_STEPS; i--) {
                if (i < best.length && best[i] != 0) {
                    int[] other = best.clone();
                    other[i] = 0;
                    if (play(other).equals(what)) {
                        int[] shorter = stage.execution().log();
                        if (weight(shorter) < weight(best)) {
                            best = shorter;
                            changed = true;
                        }
                    }
                }
            }
        }
        return best;
    }

    private static int weight(int[] decisions) {
        int weight = 0;
        for (int decision : decisions) {
            weight += decision == 0 ? 0 : 1;
        }
        return weight;
    }
}
