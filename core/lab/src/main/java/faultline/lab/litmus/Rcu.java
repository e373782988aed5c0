package faultline.lab.litmus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import faultline.lab.litmus.Event.Type;

/// RCU's part of the model: a chain that has at least as many grace periods as critical sections orders as a
/// strong fence does. SRCU counts per domain.
final class Rcu {
    private final Relations run;
    private final Candidate candidate;
    private final Relation sections;
    private final Relation domainSections;
    private final Relation fence;
    private final Relation rb;

    Rcu(Relations run, Relation hbStar, Relation pb) {
        this.run = run;
        candidate = run.model.candidate;
        sections = sections(candidate);
        domainSections = domainSections(candidate);
        Relation po = run.model.po;
        Relation pbStar = pb.star();
        Events gracePeriods = run.model.fences(EnumSet.of(Fence.SYNC_RCU));
        Events domainPeriods = candidate.where(e -> e.type() == Type.SYNC_SRCU);
        if (gracePeriods.isEmpty() && domainPeriods.isEmpty()) {
            fence = candidate.empty();
            rb = candidate.empty();
            return;
        }
        Relation link = po.optional().then(hbStar).then(pbStar).then(run.prop).then(po);
        Relation order = order(Relation.identity(gracePeriods), Relation.identity(domainPeriods), link);
        fence = po.then(order).then(po.optional());
        rb = run.prop.then(fence).then(hbStar).then(pbStar).to(run.model.marked);
    }

    /// `rcu-order`, by its own recursion.
    private Relation order(Relation gp, Relation domainGp, Relation link) {
        Relation section = sections.inverse();
        Relation domainSection = domainSections.inverse();
        Relation here = candidate.sameLocation;
        Relation order = gp.or(domainGp)
                .or(gp.then(link).then(section)).or(section.then(link).then(gp))
                .or(domainGp.then(link).then(domainSection).and(here))
                .or(domainSection.then(link).then(domainGp).and(here));
        while (true) {
            Relation middle = link.then(order).then(link);
            Relation longer = order
                    .or(gp.then(middle).then(section)).or(section.then(middle).then(gp))
                    .or(domainGp.then(middle).then(domainSection).and(here))
                    .or(domainSection.then(middle).then(domainGp).and(here))
                    .or(order.then(link).then(order));
            if (longer.sameAs(order)) {
                return order;
            }
            order = longer;
        }
    }

    Relation rb() {
        return rb;
    }

    /// What RCU orders as a strong fence does.
    Relation fence() {
        return fence;
    }

    /// Each rcu_read_lock with the rcu_read_unlock that ends it.
    private static Relation sections(Candidate candidate) {
        Relation matched = candidate.empty();
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < candidate.n; i++) {
            if (i > 0 && candidate.thread[i] != candidate.thread[i - 1]) {
                open.clear();
            }
            if (candidate.events[i].fence() == Fence.RCU_LOCK) {
                open.push(i);
            } else if (candidate.events[i].fence() == Fence.RCU_UNLOCK && !open.isEmpty()) {
                matched.add(open.pop(), i);
            }
        }
        return matched;
    }

    private static Relation domainSections(Candidate candidate) {
        Relation matched = candidate.empty();
        Events locks = candidate.where(e -> e.type() == Type.SRCU_LOCK);
        Events unlocks = candidate.where(e -> e.type() == Type.SRCU_UNLOCK);
        locks.forEach(lock -> unlocks.forEach(unlock -> {
            if (candidate.events[lock].value() == candidate.events[unlock].value()
                    && candidate.sameLocation.has(lock, unlock)) {
                matched.add(lock, unlock);
            }
        }));
        return matched;
    }

    /// What the model finds fault with in how sections are nested and matched.
    void flags(Set<String> into) {
        unmatched(candidate.where(e -> e.fence() == Fence.RCU_LOCK), sections, "unmatched-rcu-lock", into);
        unmatched(candidate.where(e -> e.fence() == Fence.RCU_UNLOCK), sections.inverse(), "unmatched-rcu-unlock",
                into);
        Events locks = candidate.where(e -> e.type() == Type.SRCU_LOCK);
        unmatched(locks, domainSections, "unmatched-srcu-lock", into);
        unmatched(candidate.where(e -> e.type() == Type.SRCU_UNLOCK), domainSections.inverse(),
                "unmatched-srcu-unlock", into);
        Relation twice = domainSections.inverse().then(domainSections);
        if (!twice.minus(Relation.identity(Events.where(candidate.n, _ -> true))).isEmpty()) {
            into.add("multiple-srcu-matches");
        }
        Events sync = candidate.where(e -> e.type() == Type.SYNC_SRCU);
        Relation po = run.model.po;
        if (!sections.and(po.to(sync).then(po)).isEmpty()) {
            into.add("invalid-sleep");
        }
    }

    private static void unmatched(Events all, Relation matched, String flag, Set<String> into) {
        all.forEach(event -> {
            if (matched.from(Events.where(all.size(), i -> i == event)).isEmpty()) {
                into.add(flag);
            }
        });
    }
}
