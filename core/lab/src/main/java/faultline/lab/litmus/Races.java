package faultline.lab.litmus;

import java.util.EnumSet;
import java.util.Set;

/// Plain accesses: what must order them so that they are not torn, and the data races that are left.
final class Races {
    private final Relations run;
    private final Model model;
    private final Relation preRace;
    private final Relation writeWriteVisible;
    private final Relation writeReadVisible;
    private final Relation readWriteBefore;

    Races(Relations run) {
        this.run = run;
        model = run.model;
        Candidate candidate = model.candidate;
        Relation strong = run.strongFence.or(run.rcu().fence());
        Relation fence = run.fence.or(run.rcu().fence());
        Relation before = run.hb.or(run.pb()).or(run.rcu().rb()).star();
        Relation visible = run.cumulFence.star().then(run.rfe.optional()).to(model.marked)
                .then(strong.to(model.marked).then(before).or(before.and(model.internal)));
        Events returning = Events.where(candidate.n, i -> !model.noreturn.has(i));
        Relation writeBounded = run.address.or(fence).optional().from(model.marked);
        Relation readBounded = run.address.or(run.nonReadWriteFence).or(model.rmbAround(model.forRmb(), returning))
                .optional().from(model.marked);
        Relation boundedWrite = fence.optional().to(model.marked).then(run.rmwSequence);
        Relation boundedRead = run.nonReadWriteFence.or(model.rmbAround(returning, model.forRmb())).optional()
                .to(model.marked);
        writeWriteVisible = fence.or(strong.then(before).then(writeBounded))
                .or(boundedWrite.then(visible).then(writeBounded));
        writeReadVisible = fence.or(strong.then(before).then(readBounded))
                .or(boundedWrite.then(visible).then(readBounded));
        readWriteBefore = fence.or(boundedRead.then(before).then(writeBounded));
        Events initial = Events.where(candidate.n, candidate::isInitial);
        preRace = Relation.product(model.plain, model.accesses)
                .or(Relation.product(model.accesses.minus(initial), model.plain)).minus(model.internal);
    }

    /// No plain access goes against an order that the model enforces.
    boolean arePlainCoherent() {
        return preRace.and(run.rf).and(readWriteBefore.inverse()).isEmpty()
                && preRace.and(run.fr).and(writeReadVisible.inverse()).isEmpty()
                && preRace.and(run.co).and(writeWriteVisible.inverse()).isEmpty();
    }

    void flags(Set<String> into) {
        if (isRacy()) {
            into.add("data-race");
        }
        if (isMixed()) {
            into.add("mixed-accesses");
        }
    }

    private boolean isRacy() {
        Relation markedFirst = Relation.product(model.marked, model.writes);
        Relation markedLast = Relation.product(model.writes, model.marked);
        Relation ordered = writeWriteVisible.and(markedFirst.or(readWriteBefore))
                .and(markedLast.or(writeReadVisible));
        Relation writeRead = preRace.and(run.co.optional().then(run.rf)).minus(writeReadVisible)
                .minus(readWriteBefore.inverse());
        return !preRace.and(run.co).minus(ordered).isEmpty() || !writeRead.isEmpty()
                || !preRace.and(run.fr).minus(readWriteBefore).isEmpty();
    }

    private boolean isMixed() {
        Candidate candidate = model.candidate;
        Events between = model.fences(EnumSet.complementOf(EnumSet.of(Fence.AFTER_SPINLOCK, Fence.AFTER_UNLOCK_LOCK,
                Fence.AFTER_SRCU_READ_UNLOCK))).or(candidate.where(Event::isSrcu))
                .or(model.acquires).or(model.releases);
        Relation po = model.po;
        Relation barrier = po.to(between).then(po).or(po.to(model.releases)).or(po.from(model.acquires));
        Relation apart = po.and(candidate.sameLocation).minus(barrier);
        Events plainWrites = model.plain.and(model.writes);
        return !apart.from(plainWrites).to(model.marked).isEmpty()
                || !apart.from(model.marked).to(plainWrites).isEmpty();
    }
}
