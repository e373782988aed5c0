package faultline.lab.litmus;

import java.util.Set;
import faultline.lab.litmus.Event.Type;

/// The model's relations over one run, each computed from those above it.
final class Relations {
    final Model model;
    final Relation rf;
    final Relation co;
    final Relation fr;
    final Relation rfe;
    final Relation address;
    final Relation strongFence;
    final Relation nonReadWriteFence;
    final Relation fence;
    final Relation rmwSequence;
    final Relation cumulFence;
    final Relation prop;
    final Relation hb;
    private final Candidate candidate;
    private final Relation data;
    private final Relation control;
    private Relation pb;
    private Rcu rcu;

    Relations(Model model, Relation rf, Relation co) {
        this.model = model;
        this.rf = rf;
        this.co = co;
        candidate = model.candidate;
        fr = rf.inverse().then(co);
        rfe = rf.minus(model.internal);
        Relation rfi = rf.and(model.internal);
        Relation carry = candidate.data.then(rfi).star();
        address = carry.then(candidate.address);
        data = carry.then(candidate.data);
        control = carry.then(candidate.control);
        Events unlocks = candidate.where(e -> e.type() == Type.UL);
        Events locks = candidate.where(e -> e.type() == Type.LKR);
        Relation poUnlockLockPo = unlocks.isEmpty() ? candidate.empty()
                : model.po.to(unlocks).then(model.po.or(rf).to(locks)).then(model.po);
        strongFence = model.strongFence(poUnlockLockPo);
        nonReadWriteFence = strongFence.or(model.poRel()).or(model.acqPo());
        fence = nonReadWriteFence.or(model.wmb).or(model.rmb);
        rmwSequence = rf.then(candidate.modifies).star();
        Relation cumulative = strongFence.or(model.poRel());
        Relation aCumul = rfe.to(model.marked).optional().then(cumulative);
        cumulFence = aCumul.or(model.wmb).or(poUnlockLockPo).on(model.marked).then(rmwSequence);
        Relation overwriteExternal = co.or(fr).minus(model.internal);
        prop = overwriteExternal.optional().then(cumulFence.star()).to(model.marked).then(rfe.optional())
                .on(model.marked);
        hb = happensBefore(rfi, poUnlockLockPo);
    }

    private Relation happensBefore(Relation rfi, Relation poUnlockLockPo) {
        Relation dependency = address.or(data);
        Relation toWrite = dependency.or(control).to(model.writes)
                .or(co.or(fr).and(model.internal))
                .or(address.to(model.plain).then(model.wmb));
        Relation toRead = address.to(model.reads).or(dependency.to(model.marked).then(rfi));
        Relation ppo = toRead.or(toWrite).or(fence.and(model.internal)).or(poUnlockLockPo.and(model.internal));
        Relation itself = Relation.identity(model.marked);
        return ppo.or(rfe).or(prop.minus(itself).and(model.internal)).on(model.marked);
    }

    /// No axiom but coherence and atomicity is broken; those two hold by the way the run was built.
    boolean isConsistent(Set<Axiom> axioms) {
        if (axioms.contains(Axiom.HAPPENS_BEFORE) && !hb.isAcyclic()) {
            return false;
        }
        Relation hbStar = hb.star();
        pb = prop.then(strongFence).then(hbStar).to(model.marked);
        if (axioms.contains(Axiom.PROPAGATION) && !pb.isAcyclic()) {
            return false;
        }
        rcu = new Rcu(this, hbStar, pb);
        if (axioms.contains(Axiom.RCU) && !rcu.rb().isIrreflexive()) {
            return false;
        }
        return model.plain.isEmpty() || !axioms.contains(Axiom.PLAIN_COHERENCE) || new Races(this).arePlainCoherent();
    }

    Relation pb() {
        return pb;
    }

    Rcu rcu() {
        return rcu;
    }
}
