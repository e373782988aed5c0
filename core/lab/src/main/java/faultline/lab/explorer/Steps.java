package faultline.lab.explorer;

import java.util.Arrays;

/// The steps of one execution, and which had to come before which.
///
/// Two steps of different tasks are in order if both touch one location and one stores there, or if both are full
/// barriers. All other pairs could change places and nobody would know: executions that differ only so are one.
/// Where a pair in order might have come the other way round, [Decisions#race] is told, once the step is over: what
/// else it touched says who else had to come before it.
final class Steps {
    private final ExplorerTask[] tasks;
    private final Location barriers;
    private final Decisions decisions;

    // what the step being taken has touched
    private final Location[] touched = new Location[64];
    private final boolean[] touchedToStore = new boolean[64];
    private int touches;
    private boolean touchedMore;   // than there is room for, or something that is no location

    // the steps that might have come behind the one being taken, and what that is in order with: by what it touched,
    // not by what it had to wait for
    private int[] races = new int[32];
    private int raceCount;
    private final int[] raceClock;

    private final int[] firstIn;
    private int[] stepTask = new int[64];      // who took each step, and what came before it
    private int[][] stepClock;
    private int steps;
    private int mark;

    Steps(ExplorerTask[] tasks, Location barriers, Decisions decisions) {
        this.tasks = tasks;
        this.barriers = barriers;
        this.decisions = decisions;
        this.raceClock = new int[tasks.length];
        this.firstIn = new int[tasks.length];
        this.stepClock = new int[64][tasks.length];
    }

    /// Before an execution.
    void begin() {
        steps = 0;
        mark = 0;
        touches = 0;
        touchedMore = false;
        raceCount = 0;
    }

    /// The number of the step being taken.
    int now() {
        return steps - 1;
    }

    int count() {
        return steps;
    }

    /// What all accesses so far come to: where they were, and what was found or left there. Decisions that were made
    /// before lead to the same accesses, or the tasks keep state that no world sees.
    int mark() {
        return mark;
    }

    /// The access that is being made found `value`, or leaves it.
    void value(long value) {
        mark = mark * 31 + Long.hashCode(value);
    }

    /// `chosen` takes the next step.
    void start(int chosen) {
        finish();
        if (steps == stepTask.length) {
            stepTask = Arrays.copyOf(stepTask, 2 * steps);
            stepClock = Arrays.copyOf(stepClock, 2 * steps);
            for (int i = steps; i < 2 * steps; i++) {
                stepClock[i] = new int[tasks.length];
            }
        }
        stepTask[steps] = chosen;
        ExplorerTask task = tasks[chosen];
        if (task.takesInterrupts()) {
            task.lastPoll = steps;
        }
        System.arraycopy(task.clock, 0, raceClock, 0, tasks.length);
        task.clock[chosen] = steps;
        steps++;
        touches = 0;
        touchedMore = false;
    }

    /// The step taken last is over.
    private void finish() {
        if (steps == 0) {
            return;
        }
        int last = steps - 1;
        int[] clock = tasks[stepTask[last]].clock;
        System.arraycopy(clock, 0, stepClock[last], 0, tasks.length);
        for (int i = 0; touches > 1 && i < touches; i++) {
            if (!touchedToStore[i]) {
                join(touched[i].readClock, clock);
            } else if (touched[i].writeStep == last) {
                System.arraycopy(clock, 0, touched[i].writeClock, 0, tasks.length);
            }
        }
        tellRaces(stepTask[last], true);
    }

    /// The next or last step of `task`, whose clock is `raceClock`, might have come before those in `races`.
    private void tellRaces(int task, boolean taken) {
        for (int i = 0; i < raceCount; i++) {
            decisions.race(races[i], task, taken);
        }
        raceCount = 0;
    }

    /// The step being taken might have come before `earlier`.
    void race(int earlier) {
        if (raceCount == races.length) {
            races = Arrays.copyOf(races, 2 * raceCount);
        }
        races[raceCount++] = earlier;
    }

    /// The step being taken loads from `at`, or stores there; it comes behind all that it is in order with.
    void touch(ExplorerTask me, Location at, boolean stores) {
        findRaces(me, me.clock, at, stores);
        comeBehind(me.clock, at, stores);
        comeBehind(raceClock, at, stores);
        me.clock[me.cpu()] = now();
        keep(me, at, stores);
    }

    /// As [#touch], for a step that could not have come before those that it is in order with.
    void follow(ExplorerTask me, Location at, boolean stores) {
        comeBehind(me.clock, at, stores);
        keep(me, at, stores);
    }

    private void keep(ExplorerTask me, Location at, boolean stores) {
        int self = me.cpu();
        mark = (mark * 31 + at.mark) * 31 + (stores ? self : ~self);
        if (stores) {
            at.writeStep = now();
            at.writeTask = self;
            at.writeClock = me.clock.clone();
            Arrays.fill(at.readSteps, -1);
            Arrays.fill(at.readClock, -1);
        } else {
            at.readSteps[self] = now();
            join(at.readClock, me.clock);
        }
        if (touches == touched.length) {
            touchedMore = true;
        } else {
            touched[touches] = at;
            touchedToStore[touches++] = stores;
        }
    }

    private static void comeBehind(int[] clock, Location at, boolean stores) {
        if (at.writeClock != null) {
            join(clock, at.writeClock);
        }
        if (stores) {
            join(clock, at.readClock);
        }
    }

    /// The steps that an access of `me` is in order with, by the location alone, and that `clock` does not know.
    private void findRaces(ExplorerTask me, int[] clock, Location at, boolean stores) {
        int self = me.cpu();
        if (at.writeStep >= 0 && at.writeTask != self && at.writeStep > clock[at.writeTask]) {
            race(at.writeStep);
        }
        for (int other = 0; stores && other < tasks.length; other++) {
            if (other != self && at.readSteps[other] > clock[other]) {
                race(at.readSteps[other]);
            }
        }
    }

    /// `me` waits, or has waited, for a value that may have stood there before: then the wait might have ended before a
    /// store that came later.
    void findWaitRaces(ExplorerTask me) {
        Location at = me.wanted.at;
        int bound = me.loads.time(at.slot());
        int first = Integer.MAX_VALUE;   // the step since which the value was there to be found
        for (int i = at.newest(); i >= 0 && at.store(i).time >= bound; i--) {
            if (me.wanted.accepts(at.store(i).value)) {
                first = Math.min(first, at.store(i).step);
            }
        }
        for (int i = at.newest(); i >= 0; i--) {
            Store store = at.store(i);
            if (store.clock != null && store.step > first && store.task != me.cpu()
                    && store.step > me.clock[store.task]) {
                race(store.step);
            }
        }
    }

    /// What those who did not come to it would have touched.
    void end(int run) {
        finish();
        for (ExplorerTask task : tasks) {
            if (!task.finished && task.coroutine != null) {
                System.arraycopy(task.clock, 0, raceClock, 0, tasks.length);
                wouldTouch(run, task);
                tellRaces(task.cpu(), false);
            }
        }
    }

    private void wouldTouch(int run, ExplorerTask task) {
        Wanted wanted = task.wanted;
        if (wanted.condition == Wanted.Condition.LOCK) {
            wanted.lock.findRaces(task, wanted.writes);
        } else if (wanted.at != null) {
            if (wanted.condition == Wanted.Condition.VALUE) {
                wanted.at.enter(run, tasks.length);
                findWaitRaces(task);
            }
            wouldTouch(run, task, wanted.at, wanted.writes);
        }
        if (wanted.reads != null) {
            wouldTouch(run, task, wanted.reads, false);
        }
        if (wanted.readsToo != null) {
            wouldTouch(run, task, wanted.readsToo, false);
        }
        if (wanted.fences) {
            wouldTouch(run, task, barriers, true);
        }
    }

    private void wouldTouch(int run, ExplorerTask task, Location at, boolean stores) {
        at.enter(run, tasks.length);
        findRaces(task, raceClock, at, stores);
        comeBehind(raceClock, at, stores);
    }

    /// The tasks, a bit each, whose next step could have come in the place of `earlier` if what `task` wants had to
    /// come before that: of what came later, but not because of it, whatever needs nothing else of it first. Asked
    /// in [Decisions#race] only.
    ///
    /// @param taken as there
    int initials(int earlier, int task, boolean taken) {
        int before = stepTask[earlier];
        Arrays.fill(firstIn, Integer.MAX_VALUE);
        int initials = 0;
        for (int k = earlier + 1; k < steps; k++) {
            int who = stepTask[k];
            boolean isLast = taken && k == steps - 1;
            int[] clock = isLast ? raceClock : stepClock[k];
            if (firstIn[who] == Integer.MAX_VALUE && (isLast || clock[before] < earlier)) {
                initials |= isInitial(who, clock) ? 1 << who : 0;
                firstIn[who] = k;
            }
        }
        if (firstIn[task] == Integer.MAX_VALUE && isInitial(task, raceClock)) {
            initials |= 1 << task;
        }
        return initials;
    }

    private boolean isInitial(int task, int[] clock) {
        for (int other = 0; other < clock.length; other++) {
            if (other != task && firstIn[other] <= clock[other]) {
                return false;
            }
        }
        return true;
    }

    /// The step being taken interrupts `target`, and so is in order with all of its steps. It might have come before
    /// the last one where interrupts are taken.
    void touchTask(ExplorerTask me, ExplorerTask target) {
        if (target.lastPoll > me.clock[target.cpu()]) {
            race(target.lastPoll);
        }
        join(me.clock, target.clock);
        me.clock[me.cpu()] = now();
        touchedMore = true;
    }

    static void join(int[] clock, int[] other) {
        for (int i = 0; i < clock.length; i++) {
            clock[i] = Math.max(clock[i], other[i]);
        }
    }

    /// Whether the step taken last is in order with the one that `task` wants to take.
    boolean isInOrder(int task) {
        Wanted wanted = tasks[task].wanted;
        if (touchedMore || wanted.touchesMany || wanted.condition == Wanted.Condition.OTHERS_STORED) {
            return true;
        }
        for (int i = 0; i < touches; i++) {
            if (wanted.isInOrderWith(touched[i], touchedToStore[i]) || wanted.fences && touched[i] == barriers) {
                return true;
            }
        }
        return false;
    }
}
