package faultline.repl.work;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.explore.WalkJob;
import faultline.lab.Walk;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The run that somebody walks through at the prompt: which one it is, and how far they have come.
@Singleton
public final class Walks {
    private final Explorations explorations;
    private final FailureFile failures;
    private Walk walk;
    private int at;               // how many steps have been shown

    @Inject Walks(Explorations explorations, FailureFile failures) {
        this.explorations = explorations;
        this.failures = failures;
    }

    /// For one or more walks over this.
    public Explorations.Searching over(Material material) {
        return explorations.brieflyOver(material);
    }

    /// Asks for a walk; a failure at its end is kept.
    public Walk ask(Explorations.Searching search, WalkJob.Order order) {
        List<Walk> found = new ArrayList<>();
        Optional<Trouble> trouble = search.ask(WalkJob.class, order, found::add);
        if (found.isEmpty()) {
            throw trouble.orElseGet(() -> new Trouble(Exit.BUG, "a walk answered nothing"));
        }
        found.getFirst().failure().forEach(failures::keep);
        return found.getFirst();
    }

    /// Turns to another run, before its first step.
    public synchronized void begin(Walk other) {
        walk = other;
        at = 0;
    }

    /// The run; a trouble if none was begun.
    public synchronized Walk walk() {
        if (walk == null) {
            throw new Trouble(Exit.USAGE, "no run was begun").why("step TOKEN begins one; a failure ends with its token")
                    .next("explore message-passing");
        }
        return walk;
    }

    public synchronized int at() {
        return at;
    }

    /// Goes so many steps on, or back. Returns how many there were to go.
    public synchronized int move(int steps) {
        int before = at;
        at = Math.clamp((long) at + steps, 0, walk().stops().size());
        return at - before;
    }
}
