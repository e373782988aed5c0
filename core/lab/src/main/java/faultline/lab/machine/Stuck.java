package faultline.lab.machine;

import java.util.List;

/// Nobody on the machine gets any further. The message says why, and then who waits for what, a line each.
public final class Stuck extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stuck(String why, List<String> who) {
        super(why + who.stream().map("\n  "::concat).reduce("", String::concat));
    }
}
