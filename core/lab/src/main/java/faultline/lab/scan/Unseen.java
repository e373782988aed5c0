package faultline.lab.scan;

import faultline.kernel.lock.LockStrategy;
import java.util.List;

/// A strategy does what no world can see, so that whatever an exploration of it found would say nothing.
public final class Unseen extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Offence> offences;

    private Unseen(String strategy, List<Offence> offences) {
        super(strategy + " is not explored: it does what no world can see", null, false, false);
        this.offences = offences;
    }

    /// What it does, and where; there is one at least.
    public List<Offence> offences() {
        return offences;
    }

    /// Throws if anything of it cannot be seen.
    public static void unlessClean(LockStrategy strategy) {
        List<Offence> found = Scan.of(strategy.getClass());
        if (!found.isEmpty()) {
            throw new Unseen(strategy.name(), found);
        }
    }
}
