package faultline.lab.explorer;

import java.util.ArrayList;
import java.util.List;

/// RCU as a law. For each grace period and each read-side section, one holds:
///
/// - the section began before the grace period. Then the grace period does not end before the section has, and
///   whoever waited sees all that was done in it;
/// - or it began later. Then it sees all that was done before the grace period.
///
/// Beginning one and waiting for one are in order; two sections are not.
final class Rcu {
    private final Location domain;
    private final View promised = new View();      // what sections that begin now must see
    private final View over = new View();          // what was done in sections that have ended
    private final List<GracePeriod> running = new ArrayList<>();
    private int inside;

    Rcu(Location domain) {
        this.domain = domain;
    }

    void begin() {
        promised.clear();
        over.clear();
        running.clear();
        inside = 0;
    }

    void enter(Execution execution, ExplorerTask me) {
        if (execution.current == null) {
            return;
        }
        turn(execution, me, false);
        inside |= 1 << me.cpu();
        me.knows(promised);
    }

    void leave(Execution execution, ExplorerTask me) {
        if (execution.current == null) {
            return;
        }
        turn(execution, me, false);
        int bit = 1 << me.cpu();
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

    private void turn(Execution execution, ExplorerTask me, boolean waits) {
        me.wanted.step(domain, waits, waits);
        execution.turn(me);
        domain.enter(execution.run, execution.tasks.length);
        execution.steps.touch(me, domain, waits);
    }

    void synchronize(Execution execution, ExplorerTask me) {
        if (execution.current == null) {
            return;
        }
        turn(execution, me, true);
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
