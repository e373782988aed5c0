package faultline.lab.explorer;

import faultline.kernel.memory.Word;
import java.util.Set;

/// What loads may find and where stores may land: the kernel's memory model, one step at a time.
///
/// ```
///     a location       store ── store ── store ── store      one order for all
///                                 │        ▲        │
///     a load           one of ────┴────────┴────────┘        none older than what the task knows of
///     a store          goes in at any of these places        none before what the task knows of
/// ```
///
/// An acquire makes the task know what came along with the store it found: what the storing task knew at its
/// release, its full barrier, or, of its own stores alone, at its write barrier. A read barrier makes later loads
/// know what came along with all earlier ones. Full barriers hand on everything from one to the next.
///
/// Steps are taken in the order of the program, so a load never finds a store that comes later in its own
/// thread's future: load buffering is not seen. And dependencies order nothing, as the seam says. A release that
/// comes back to its own thread by relaxed loads elsewhere orders a little less here than in LKMM, so that
/// outcomes are added there, never lost.
final class Execution extends Turns {
    private final Set<String> dropped;
    private final Candidates candidates;
    private final DataRaces races;
    private final View order = new View();      // what full barriers hand on
    private final View newest = new View();
    private int slots;
    private boolean booting = true;

    Execution(ExplorerTask[] tasks, int actors, Location barriers, Decisions decisions, Bound bound,
              Set<String> dropped) {
        super(tasks, actors, barriers, decisions, bound.steps());
        this.candidates = new Candidates(decisions, bound.rereads(), order, barriers, tasks.length,
                this::isInOneStep, this::log);
        this.dropped = dropped;
        this.races = new DataRaces(tasks, this::bug);
    }

    /// Setting up is over; from here on what stands in cells is what each execution begins with.
    void booted() {
        booting = false;
    }

    @Override void play() {
        order.clear();
        newest.clear();
        slots = 2 * tasks.length;
        super.play();
    }

    /// Whether the ordering with this letter is still there.
    boolean keeps(String edge) {
        boolean kept = dropped.isEmpty() || !dropped.contains(edge);
        if (trace != null && current != null) {
            trace.letter(current, edge, kept);
        }
        return kept;
    }

    private ExplorerTask step(Location at, boolean writes, boolean fences) {
        ExplorerTask me = current;
        if (!isInOneStep()) {
            me.wanted.step(at, writes, fences);
            turn(me);
        }
        at.enter(run, tasks.length);
        return me;
    }

    long load(Location at, boolean acquires, boolean plain) {
        if (current == null) {
            return looked(at);
        }
        ExplorerTask me = step(at, false, false);
        int found = at.newest() == 0 ? 0 : candidates.find(me, at, null, false, 0, 0, 0);
        return finishLoad(me, at, found, acquires, plain, "");
    }

    private long finishLoad(ExplorerTask me, Location at, int found, boolean acquires, boolean plain, String how) {
        Store store = at.store(found);
        steps.touch(me, at, false);
        steps.value(store.value);
        if (trace != null) {
            trace.load(me, at, store.value, at.newest() - found, how);
        }
        races.load(me, at, plain);
        takeIn(me, at, store, acquires);
        if (at.isField && me.speculates()) {
            properties.saw(me, at, store);
        }
        return checked(me, at, store.value);
    }

    private long checked(ExplorerTask me, Location at, long value) {
        if (value == Word.POISON && !at.isStable) {
            throw bug("use after free: " + at + " read by " + me);
        }
        return value;
    }

    /// `me` has loaded `store`.
    private void takeIn(ExplorerTask me, Location at, Store store, boolean acquires) {
        int slot = at.slot();
        if (slot >= 0 && store.time > 0) {
            me.loads.raise(slot, store.time);
            me.stores.raise(slot, store.time);
            me.seen.raise(slot, store.time);
            if (store.view != null && store.task != me.cpu()) {
                me.seen.join(store.view);
                if (acquires) {
                    me.loads.join(store.view);
                    me.stores.join(store.view);
                }
            }
        }
        me.loadsMade++;
        me.seen.raise(View.loadsOf(me.cpu()), me.loadsMade);
    }

    void store(Location at, long value, boolean releases, boolean plain) {
        if (current == null) {
            rest(at, value);
            return;
        }
        ExplorerTask me = step(at, true, false);
        int behind = candidates.place(me, at);
        int late = at.newest() - behind;
        if (trace != null) {
            trace.store(me, at, value, late);
        }
        put(me, at, value, behind, releases, plain, null);
    }

    private void rest(Location at, long value) {
        if (isAtRest()) {
            at.overwrite(run, tasks.length, value);
            return;
        }
        if (!booting) {
            throw new IllegalStateException("a store to " + at + " between executions");
        }
        at.initial(value);
    }

    private void put(ExplorerTask me, Location at, long value, int behind, boolean releases, boolean plain,
                     Store found) {
        int self = me.cpu();
        int time = at.timeBehind(behind);
        if (time < 0) {
            cut = true;
            throw bug("more stores to " + at + " than are told apart");
        }
        if (at.slot() < 0) {
            at.slot(slots++);
        }
        steps.touch(me, at, true);
        steps.value(value);
        races.store(me, at, plain);
        int edit = at.isField ? properties.store(me, at) : 0;
        me.storesMade++;
        storesMade++;
        View view = releases ? me.seen.copy() : me.releaseCopy();
        if (found != null && found.view != null) {
            view = view.copy();
            view.join(found.view);
        }
        me.seen.raise(View.storesOf(self), me.storesMade);
        me.stored.raise(View.storesOf(self), me.storesMade);
        if (releases) {
            view.raise(View.storesOf(self), me.storesMade);
        }
        me.loads.raise(at.slot(), time);
        me.stores.raise(at.slot(), time);
        me.seen.raise(at.slot(), time);
        me.stored.raise(at.slot(), time);
        me.stored.join(view);
        newest.raise(at.slot(), time);
        at.insertBehind(behind, new Store(value, time, view, self, steps.now(), at.writeClock, edit,
                found != null));
    }

    /// Reads and changes in one; `before` and `after` name the edges of a full barrier on either side, or are
    /// `null`. Returns what it found.
    long modify(Location at, String before, String after, boolean acquires, boolean releases, Rmw how, long a,
                long b, long c) {
        if (current == null) {
            long old = at.last(run);
            if (how.changes(old, a, b, c)) {
                rest(at, how.result(old, a, b));
            }
            return old;
        }
        boolean first = before != null && keeps(before);
        boolean last = after != null && keeps(after);
        if (first != last) {
            return modifyBesideBarrier(at, before, after, first, how, a, b, c);
        }
        ExplorerTask me = step(at, true, first);
        if (trace != null) {
            trace.settle();   // who may find what after the step before, while this one has stored nothing
        }
        int found = candidates.find(me, at, how, first, a, b, c);
        Store store = at.store(found);
        if (!how.changes(store.value, a, b, c)) {
            return finishLoad(me, at, found, false, false, how.name());
        }
        if (first) {
            steps.touch(me, barriers, true);
            me.fullBarrier(order);
        }
        races.load(me, at, false);
        takeIn(me, at, store, acquires);
        int late = at.newest() - found;
        checked(me, at, store.value);
        put(me, at, how.result(store.value, a, b), found, releases, false, store);
        if (last) {
            me.fullBarrier(order);
        }
        if (trace != null) {
            trace.modify(me, at, store.value, how.result(store.value, a, b), late);
        }
        return store.value;
    }

    /// Two barriers around a change are one step with it, as nobody could tell; but one alone is a step of its own.
    private long modifyBesideBarrier(Location at, String before, String after, boolean first, Rmw how, long a, long b,
                                     long c) {
        if (first) {
            fullBarrier(before);
        }
        long old = modify(at, null, null, false, false, how, a, b, c);
        if (!first && how.changes(old, a, b, c)) {
            fullBarrier(after);
        }
        return old;
    }

    /// Spins until the value is there; see [Word#awaitAcquire].
    boolean await(Location at, boolean acquires, long mask, long value, boolean killable) {
        if (current == null) {
            boolean there = (at.last(run) & mask) == value;
            if (isAtRest() && !there) {
                throw bug("at rest " + at + " is " + at.last(run) + ", and nobody changes it");
            }
            return there;
        }
        ExplorerTask me = current;
        at.enter(run, tasks.length);
        me.wanted.value(at, mask, value, killable ? me.fatal : null);
        turn(me);
        steps.findWaitRaces(me);
        touchSignal(me, killable);
        int count = candidates.awaited(me);
        if (count == 0) {
            return false;
        }
        finishLoad(me, at, candidates.choose(me, at, count), acquires, false, "awaits");
        return true;
    }

    void sleep(ExplorerTask me, Location state) {
        await(state, true, -1, 0, newest(state) == ExplorerTask.SLEEPING_KILLABLE);
    }

    /// A step of `me` that a fatal signal would have changed.
    void touchSignal(ExplorerTask me, boolean killable) {
        if (killable) {
            me.fatal.enter(run, tasks.length);
            steps.touch(me, me.fatal, false);
        }
    }

    /// Of the law of rcuwait: until nobody stands in `sleeper` any more, or the task is killed.
    void awaitWakeUp(Location sleeper, boolean killable) {
        current.wanted.isAsleep = true;
        await(sleeper, true, -1, 0, killable);
        current.wanted.isAsleep = false;
    }

    @Override boolean isReady(ExplorerTask task) {
        Wanted wanted = task.wanted;
        return switch (wanted.condition) {
            case NONE -> true;
            case VALUE -> candidates.awaited(task) > 0 || wanted.killable && task.isKilled();
            case LOCK -> wanted.lock.isFree(wanted.writes) || wanted.killable && task.isKilled();
            case READERS_GONE -> wanted.gracePeriod.waitsFor == 0;
            case WORK -> wanted.at.last(run) != 0;
            case OTHERS_STORED -> storesMade - task.storesMade > task.othersStored;
            case INTERRUPTIBLE -> wanted.target.finished || wanted.target.takesInterrupts();
        };
    }

    @Override String stuck() {
        StringBuilder all = new StringBuilder();
        for (ExplorerTask task : tasks) {
            if (!task.finished && task.wanted.condition != Wanted.Condition.WORK && task.coroutine != null) {
                all.append(all.isEmpty() ? "" : ", ").append(task).append(switch (task.wanted.condition) {
                    case VALUE -> task.wanted.at.owner == task || task.wanted.isAsleep
                            ? " sleeps and nobody wakes it" : " waits for " + task.wanted.at;
                    case LOCK -> " waits for " + task.wanted.lock.told();
                    case READERS_GONE -> " waits for RCU readers";
                    case INTERRUPTIBLE -> " waits for " + task.wanted.target + " to take an interrupt";
                    default -> " looks again and again";
                });
            }
        }
        return "nobody goes on: " + all;
    }

    /// The newest value, without a step.
    long newest(Location at) {
        return at.last(run);
    }

    /// A point where interrupts may come.
    void poll(ExplorerTask me) {
        if (current != null && !isInOneStep()) {
            me.wanted.poll(me.interrupts);
            turn(me);
            steps.touch(me, me.interrupts, false);
        }
    }

    void pause(ExplorerTask me) {
        if (current == null) {
            return;
        }
        me.wanted.othersStored();
        turn(me);
        boolean alone = storesMade - me.storesMade <= me.othersStored;
        me.caughtUp = alone;
        me.othersStored = storesMade - me.storesMade;
        if (alone) {
            me.loads.join(newest);
        }
    }

    void fullBarrier(String edge) {
        if (current != null && keeps(edge)) {
            ExplorerTask me = step(barriers, true, true);
            steps.touch(me, barriers, true);
            if (trace != null) {
                trace.say(me, "──── full barrier ────");
            }
            me.fullBarrier(order);
        }
    }

    void readBarrier(String edge) {
        if (current != null && keeps(edge)) {
            if (trace != null) {
                trace.say(current, "──── read barrier ────");
            }
            current.readBarrier();
        }
    }

    void writeBarrier(String edge) {
        if (current != null && keeps(edge)) {
            if (trace != null) {
                trace.say(current, "──── write barrier ────");
            }
            current.writeBarrier();
        }
    }

    /// A full barrier as part of a step that is being taken.
    void barrierInStep(ExplorerTask me) {
        steps.touch(me, barriers, true);
        me.fullBarrier(order);
    }

    /// Does all of `body` in one step.
    void together(Runnable body) {
        if (current == null || isInOneStep()) {
            body.run();
            return;
        }
        current.wanted.stepOnMany();
        turn(current);
        inOneStep(body);
    }
}
