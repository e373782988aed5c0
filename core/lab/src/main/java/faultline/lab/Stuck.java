package faultline.lab;

import java.util.List;

/// Nobody on the simulated machine gets any further. The message says why, and then who waits for what, a
/// line each.
public final class Stuck extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Stuck(String why, List<String> who) {
        super(why + who.stream().map("\n  "::concat).reduce("", String::concat));
    }

    /// One line.
    public String why() {
        return getMessage().lines().findFirst().orElseThrow();
    }

    /// Who waits for what, a line each.
    public List<String> who() {
        return getMessage().lines().skip(1).map(String::strip).toList();
    }
}
