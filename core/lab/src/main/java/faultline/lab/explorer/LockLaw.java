package faultline.lab.explorer;

import faultline.kernel.memory.Word;
import java.util.Arrays;

/// A lock as a law: held by one alone or by several together. Who takes it to hold it alone sees what all holders
/// before did; who takes it with others, what those did who held it alone.
///
/// Waiting is no step, so it costs no order: there is one step that takes the lock, when it is free, and one that
/// lets it go. Who comes next is open, so there is no queue. A try that the code refuses because a writer waits
/// behind a reader succeeds here.
final class LockLaw {
    private static final int NOBODY = -1;

    /// Dies with its line.
    final Location at;
    private final Execution execution;
    private final View aloneDid = new View();
    private final View togetherDid = new View();
    private int run = -1;
    private int alone = NOBODY;
    private boolean nested;
    private int together;
    private int step;          // the last that stored at `at` as a lock does

    // by task: how often it holds the lock with others, and the last steps that took or tried
    private final int[] shares;
    private final int[] tookAlone;
    private final int[] tookTogether;
    private final int[] triedAlone;
    private final int[] tried;

    LockLaw(Execution execution, Location at) {
        int tasks = execution.tasks.length;
        this.execution = execution;
        this.at = at;
        this.shares = new int[tasks];
        this.tookAlone = new int[tasks];
        this.tookTogether = new int[tasks];
        this.triedAlone = new int[tasks];
        this.tried = new int[tasks];
        begin();
    }

    private void begin() {
        aloneDid.clear();
        togetherDid.clear();
        alone = NOBODY;
        together = 0;
        step = -1;
        Arrays.fill(shares, 0);
        Arrays.fill(tookAlone, -1);
        Arrays.fill(tookTogether, -1);
        Arrays.fill(triedAlone, -1);
        Arrays.fill(tried, -1);
    }

    private void enter() {
        if (run != execution.run) {
            run = execution.run;
            begin();
        }
    }

    /// A new life.
    void init() {
        enter();
        execution.store(at, 0, false, false);
        begin();
    }

    boolean isFree(boolean toBeAlone) {
        return run != execution.run || alone == NOBODY && (!toBeAlone || together == 0);
    }

    boolean isHeldAlone() {
        enter();
        return alone != NOBODY;
    }

    /// Whether `me` holds it alone, and if so, whether under another lock of its class.
    boolean isHeldAloneBy(ExplorerTask me) {
        enter();
        return alone == me.cpu();
    }

    boolean isNested() {
        return nested;
    }

    boolean isHeldTogetherBy(ExplorerTask me) {
        enter();
        return shares[me.cpu()] > 0;
    }

    /// Takes the lock once it is free. `false`: a fatal signal came first.
    boolean take(ExplorerTask me, boolean toBeAlone, boolean underAnother, boolean killable) {
        enter();
        if (execution.current != null) {
            at.enter(execution.run, execution.tasks.length);
            me.wanted.lock(this, toBeAlone, killable ? me.fatal : null);
            execution.turn(me);
            execution.touchSignal(me, killable);
            if (!isFree(toBeAlone)) {
                tell(me, "gives up, killed:");
                touch(me, toBeAlone);
                return false;
            }
            findRaces(me, toBeAlone);
            if (killable && me.isKilled()) {
                touch(me, toBeAlone);   // it might have come before the lock was let go
            } else {
                execution.steps.follow(me, at, toBeAlone);
                keep(toBeAlone);
            }
            tell(me, toBeAlone ? "takes" : "takes, to share,");
        }
        if (!isFree(toBeAlone)) {
            throw execution.bug("at rest " + told());
        }
        hold(me, toBeAlone, underAnother);
        return true;
    }

    /// Takes the lock if it is free.
    boolean tryTake(ExplorerTask me, boolean toBeAlone) {
        enter();
        if (execution.current != null) {
            at.enter(execution.run, execution.tasks.length);
            me.wanted.step(at, toBeAlone, false);
            execution.turn(me);
            touch(me, toBeAlone);
            tell(me, isFree(toBeAlone) ? "tries and takes" : "tries in vain to take");
        }
        if (!isFree(toBeAlone)) {
            return false;
        }
        hold(me, toBeAlone, false);
        return true;
    }

    /// In a step that looks whether the lock is free.
    private void touch(ExplorerTask me, boolean toBeAlone) {
        execution.steps.touch(me, at, toBeAlone);
        keep(toBeAlone);
        tried[me.cpu()] = execution.steps.now();
        if (toBeAlone) {
            triedAlone[me.cpu()] = execution.steps.now();
        }
    }

    private void hold(ExplorerTask me, boolean toBeAlone, boolean underAnother) {
        checkLife(me);
        if (toBeAlone) {
            alone = me.cpu();
            nested = underAnother;
            me.knows(togetherDid);
            tookAlone[me.cpu()] = execution.steps.now();
        } else {
            together++;
            shares[me.cpu()]++;
            tookTogether[me.cpu()] = execution.steps.now();
        }
        me.knows(aloneDid);
    }

    /// `me` holds the lock alone; lets it go, or goes on holding it with others.
    void releaseAlone(ExplorerTask me, boolean goesOnTogether) {
        step(me, true);
        tell(me, goesOnTogether ? "goes on to share" : "lets go of");
        aloneDid.join(me.seen);
        alone = NOBODY;
        if (goesOnTogether) {
            together++;
            shares[me.cpu()]++;
        }
    }

    /// `me` holds the lock with others.
    void releaseTogether(ExplorerTask me) {
        step(me, false);
        tell(me, "lets go of");
        togetherDid.join(me.seen);
        together--;
        shares[me.cpu()]--;
    }

    private void step(ExplorerTask me, boolean alone) {
        if (execution.current == null) {
            return;
        }
        at.enter(execution.run, execution.tasks.length);
        me.wanted.step(at, alone, false);
        execution.turn(me);
        execution.steps.touch(me, at, alone);
        keep(alone);
        checkLife(me);
    }

    private void keep(boolean stored) {
        if (stored) {
            step = execution.steps.now();
        }
    }

    private void checkLife(ExplorerTask me) {
        if (execution.newest(at) == Word.POISON) {
            throw execution.bug("use after free: " + at + " used by " + me);
        }
    }

    /// The steps that might have come behind the one in which `me` takes the lock.
    void findRaces(ExplorerTask me, boolean toBeAlone) {
        if (at.writeStep != step && at.writeTask != me.cpu()) {
            race(me, at.writeStep, me.clock[at.writeTask]);   // its life began or ended
        }
        for (int other = 0; other < tried.length; other++) {
            if (other != me.cpu()) {
                int known = me.clock[other];
                race(me, tookAlone[other], known);
                race(me, triedAlone[other], known);
                if (toBeAlone) {
                    race(me, tookTogether[other], known);
                    race(me, tried[other], known);
                }
            }
        }
    }

    private void race(ExplorerTask me, int step, int known) {
        if (step > known) {
            execution.steps.race(step);
        }
    }

    private void tell(ExplorerTask me, String does) {
        if (execution.trace != null && execution.current != null) {
            execution.trace.law(me, at, does);
        }
    }

    /// The lock and who holds it.
    String told() {
        StringBuilder holders = new StringBuilder(at.toString());
        for (int task = 0; task < shares.length; task++) {
            if (task == alone || shares[task] > 0) {
                holders.append(holders.indexOf(", which") < 0 ? ", which " : " and ").append(execution.tasks[task]);
            }
        }
        return holders + " holds";
    }
}
