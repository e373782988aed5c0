package faultline.lab.litmus;

import java.util.EnumSet;
import java.util.Set;
import faultline.lab.litmus.Event.Type;

/// The axioms of the Linux-kernel memory model, over one candidate. Names are those of the kernel's
/// linux-kernel.cat.
///
/// What does not depend on which write a read reads is computed once a candidate; [#of] does the rest for
/// each way that the reads can be fed and the writes be ordered.
///
/// A fully ordered read-modify-write stands between two barriers, as it did in the model's first versions;
/// its later versions tag the operation instead, and order the same.
///
/// SRCU's lock and unlock are no accesses here: they are matched by the index that goes from one to the
/// other.
final class Model {
    final Candidate candidate;
    final Set<Axiom> axioms;
    final Events marked;
    final Events plain;
    final Events accesses;
    final Events reads;
    final Events writes;
    final Events noreturn;
    final Events acquires;
    final Events releases;
    final Relation po;
    final Relation internal;
    final Relation rmb;
    final Relation wmb;
    private final Events forRmb;
    private final Relation fullBarriers;
    private final Relation acqPo;
    private final Relation poRel;
    private final Relation gp;

    Model(Candidate candidate, Set<Axiom> axioms) {
        this.candidate = candidate;
        this.axioms = axioms;
        po = candidate.po;
        internal = candidate.internal;
        accesses = candidate.where(Event::isAccess);
        reads = candidate.where(Event::isRead);
        writes = candidate.where(Event::isWrite);
        plain = candidate.where(Event::isPlainAccess);
        marked = candidate.where(e -> !e.isPlainAccess());
        noreturn = candidate.where(e -> e.order() == Order.NORETURN);
        acquires = candidate.where(e -> e.type() == Type.LKR || e.type() == Type.READ && e.order() == Order.ACQUIRE);
        releases = candidate.where(e -> e.type() == Type.UL || e.type() == Type.WRITE && e.order() == Order.RELEASE);
        forRmb = reads.minus(noreturn);
        rmb = fence(Fence.RMB).on(forRmb);
        wmb = fence(Fence.WMB).on(writes);
        fullBarriers = fullBarriers();
        acqPo = po.from(acquires).to(accesses);
        poRel = po.from(accesses).to(releases);
        Events sync = fences(EnumSet.of(Fence.SYNC_RCU)).or(candidate.where(e -> e.type() == Type.SYNC_SRCU));
        gp = po.to(sync).then(po.optional());
    }

    /// The candidate with its reads fed and its writes ordered.
    Relations of(Relation rf, Relation co) {
        return new Relations(this, rf, co);
    }

    /// herd's fencerel: what has that fence between.
    Relation fence(Fence fence) {
        return po.to(fences(EnumSet.of(fence))).then(po);
    }

    Events fences(Set<Fence> wanted) {
        return candidate.where(e -> e.type() == Type.FENCE && wanted.contains(e.fence()));
    }

    Relation rmbAround(Events before, Events after) {
        return fence(Fence.RMB).from(before).to(after);
    }

    Events forRmb() {
        return forRmb;
    }

    private Relation fullBarriers() {
        Events atomic = candidate.where(e -> e.atomic() && !e.isLock());
        Events locked = candidate.where(e -> e.type() == Type.LKW);
        Events unlocked = candidate.where(e -> e.type() == Type.SRCU_UNLOCK);
        Relation near = po.optional();
        return fence(Fence.MB)
                .or(fence(Fence.BEFORE_ATOMIC).to(atomic).then(near))
                .or(near.to(atomic).then(fence(Fence.AFTER_ATOMIC)))
                .or(near.to(locked).then(fence(Fence.AFTER_SPINLOCK)))
                .or(near.to(unlocked).then(fence(Fence.AFTER_SRCU_READ_UNLOCK)))
                .on(accesses);
    }

    /// `strong-fence`, without RCU's.
    Relation strongFence(Relation poUnlockLockPo) {
        Relation handedOver = poUnlockLockPo.to(fences(EnumSet.of(Fence.AFTER_UNLOCK_LOCK))).then(po).on(accesses);
        return fullBarriers.or(handedOver).or(gp);
    }

    Relation poRel() {
        return poRel;
    }

    Relation acqPo() {
        return acqPo;
    }
}
