package faultline.lab.explorer;

import java.util.ArrayList;
import java.util.List;

/// RCU as a law, and with it SRCU and RCU Tasks Trace. For each grace period and each read-side section, one holds:
///
/// - the section began before the grace period. Then the grace period does not end before the section has, and
///   whoever waited sees all that was done in it;
/// - or it began later. Then it sees all that was done before the grace period.
///
/// Beginning one and waiting for one are in order; two sections are not.
final class Rcu {
    private final Execution execution;
    private final Location domain;
    private final View promised = new View();      // what sections that begin now must see
    private final View over = new View();          // what was done in sections that have ended
    private final List<GracePeriod> running = new ArrayList<>();
    private long inside;
    private int run = -1;

    Rcu(Execution execution, Location domain) {
        this.execution = execution;
        this.domain = domain;
    }

    private void begin() {
        if (run == execution.run) {
            return;
        }
        run = execution.run;
        promised.clear();
        over.clear();
        running.clear();
        inside = 0;
    }

    /// `me` begins the section of this number, below 64, which is not in use.
    void enter(ExplorerTask me, int section) {
        if (execution.current == null) {
            return;
        }
        turn(me, false);
        inside |= 1L << section;
        me.knows(promised);
    }

    /// `me` ends the section.
    void leave(ExplorerTask me, int section) {
        if (execution.current == null) {
            return;
        }
        turn(me, false);
        long bit = 1L << section;
        inside &= ~bit;
        over.join(me.seen);
        for (GracePeriod period : running) {
            if ((period.waitsFor & bit) != 0) {
                period.waitsFor &= ~bit;
                period.view.join(me.seen);
                Steps.join(period.clock, me.clock);
            }
        }
    }

    /// Whether a section of this number is going on.
    boolean isInside(int section) {
        return run == execution.run && (inside >>> section & 1) != 0;
    }

    private void turn(ExplorerTask me, boolean waits) {
        begin();
        me.wanted.step(domain, waits, waits);
        execution.turn(me);
        domain.enter(execution.run, execution.tasks.length);
        execution.steps.touch(me, domain, waits);
    }

    void synchronize(ExplorerTask me) {
        if (execution.current == null) {
            return;
        }
        turn(me, true);
        execution.barrierInStep(me);
        promised.join(me.seen);
        GracePeriod period = new GracePeriod(inside, over.copy(), me.clock.clone());
        if (inside != 0) {
            running.add(period);
            me.wanted.readersGone(period);
            execution.turn(me);
            running.remove(period);
            Steps.join(me.clock, period.clock);
        }
        me.knows(period.view);
        execution.barrierInStep(me);
        if (execution.trace != null) {
            execution.trace.say(me, "════ grace period ════");
        }
    }
}
