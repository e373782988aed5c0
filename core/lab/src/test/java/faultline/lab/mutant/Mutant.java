package faultline.lab.mutant;

import faultline.lab.Exploration;
import faultline.lab.Explorer;
import faultline.lab.Patient;
import faultline.lab.Scenario;
import java.time.Duration;
import java.util.Set;

/// Something that has one thing wrong, and what becomes of it in one scenario.
///
/// @param name     what is wrong with what
/// @param scenario where it shows, or would
/// @param dropped  the letters that are left out
/// @param seed     executions are tried at random, from this seed; 0: in every order
/// @param bound    it is convicted within this many executions; if not at all, so many were tried
/// @param how      what the verdict begins with, a blank for any; "" if none is passed
/// @param why      why none need be
record Mutant(String name, Scenario scenario, Set<String> dropped, long seed, long bound, String how, String why) {
    private static final Duration LONG = Duration.ofMinutes(2);

    boolean isConvicted() {
        return !how.isEmpty();
    }

    /// Whether this is the verdict that is expected.
    boolean isConvictedBy(String what) {
        return what.startsWith(how.strip());
    }

    Explorer explorer() {
        return Patient.explorer().without(dropped).within(LONG).upTo(bound);
    }

    Exploration run() {
        return seed == 0 ? explorer().explore(scenario) : explorer().hunt(scenario, seed);
    }

    @Override public String toString() {
        return name + ", " + scenario.name();
    }
}
