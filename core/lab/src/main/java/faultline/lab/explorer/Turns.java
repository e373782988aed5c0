package faultline.lab.explorer;

import faultline.kernel.memory.KernelBug;
import faultline.lab.coroutine.Coroutine;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// Lets one task at a time take one step, until nobody goes on.
abstract class Turns {
    private static final int MOST_LOOKS_AT_REST = 100_000;

    final ExplorerTask[] tasks;
    final Decisions decisions;
    /// What full barriers touch.
    final Location barriers;
    final Steps steps;

    /// Whose code runs; `null` between executions.
    ExplorerTask current;
    int run;
    long storesMade;
    /// The first thing that went wrong, and whether anything was left out.
    String failure;
    boolean cut;
    boolean redundant;
    Trace trace;

    final Properties properties;

    private final int stepLimit;
    private final int actors;
    private int alone;             // above 0: what follows belongs to the step being taken
    private boolean starting;
    private ExplorerTask next;
    private int previous;
    private boolean atRest;
    private int looksAtRest;
    private int[] log = new int[256];
    private int logged;

    Turns(ExplorerTask[] tasks, int actors, Location barriers, Decisions decisions, int stepLimit) {
        this.tasks = tasks;
        this.actors = actors;
        this.barriers = barriers;
        this.decisions = decisions;
        this.stepLimit = stepLimit;
        this.steps = new Steps(tasks, barriers, decisions);
        this.properties = new Properties(this);
    }

    /// Whether `task` can take its next step.
    abstract boolean isReady(ExplorerTask task);

    /// What to say of those who cannot go on.
    abstract String stuck();

    /// One execution, from the start to where nobody goes on.
    void play() {
        run++;
        steps.begin();
        storesMade = 0;
        failure = null;
        cut = false;
        redundant = false;
        logged = 0;
        previous = 0;
        alone = 0;
        properties.begin();
        barriers.enter(run, tasks.length);
        for (ExplorerTask task : tasks) {
            task.begin();
            task.interrupts.enter(run, tasks.length);
        }
        starting = true;
        for (int actor = 0; actor < actors; actor++) {
            resume(tasks[actor]);
        }
        starting = false;
        next = schedule();
        while (next != null) {
            resume(next);
        }
        current = null;
        steps.end(run);
        for (ExplorerTask task : tasks) {
            if (!task.finished && task.coroutine != null) {
                task.coroutine.abandon();
                task.coroutine = null;
            }
        }
    }

    private void resume(ExplorerTask task) {
        current = task;
        if (task.coroutine == null) {
            task.coroutine = Coroutine.of(() -> live(task));
        }
        task.coroutine.resume();
    }

    private void live(ExplorerTask task) {
        while (true) {
            try {
                task.body.run();
                task.ends();
            } catch (KernelBug recorded) {
                fail(recorded.getMessage());   // it is recorded already, unless a plugin made it
            } catch (RuntimeException | Error thrown) {
                fail(task + " threw " + thrown);
            }
            task.finished = true;
            if (!starting) {
                next = schedule();
            }
            task.coroutine.pause();
        }
    }

    /// Keeps what went wrong out of the reach of who did it.
    KernelBug bug(String what) {
        fail(what);
        return new KernelBug(what);
    }

    /// All tasks have ended: checks what must hold then. Stores go where the last ones went.
    void rest(Runnable looking) {
        atRest = true;
        looksAtRest = 0;
        try {
            looking.run();
            properties.atRest(tasks[0]);
        } finally {
            atRest = false;
        }
    }

    boolean isAtRest() {
        return atRest;
    }

    /// Looks at how things stand, between two steps.
    boolean between(BooleanSupplier looking) {
        ExplorerTask me = current;
        current = null;
        try {
            return looking.getAsBoolean();
        } finally {
            current = me;
        }
    }

    /// What stands at `at`, between steps.
    long looked(Location at) {
        if (atRest && ++looksAtRest > MOST_LOOKS_AT_REST) {
            throw bug("at rest somebody looks at " + at + " again and again");
        }
        return at.last(run);
    }

    void fail(String what) {
        if (failure == null) {
            failure = what;
        }
    }

    /// Waits until it is `me` who takes the step in `me.wanted`.
    void turn(ExplorerTask me) {
        if (alone > 0) {
            return;
        }
        if (starting) {
            me.coroutine.pause();
        } else {
            next = schedule();
            if (next != me) {
                me.coroutine.pause();
            }
        }
        if (me.interruptedAt >= 0) {
            steps.race(me.interruptedAt);
            me.interruptedAt = -1;
        }
    }

    /// What `body` touches is one step, which is announced already.
    void inOneStep(Runnable body) {
        alone++;
        try {
            body.run();
        } finally {
            alone--;
        }
    }

    boolean isInOneStep() {
        return alone > 0;
    }

    private ExplorerTask schedule() {
        if (failure != null) {
            return null;
        }
        if (steps.count() >= stepLimit) {
            cut = true;
            return null;
        }
        int ready = ready();
        if (ready == 0 || nobodyEverGoesOn(ready)) {
            if (!isOver()) {
                fail(stuck());
            }
            return null;
        }
        int chosen = decisions.task(ready);
        if (chosen == Decisions.NOBODY) {
            redundant = true;
            return null;
        }
        int expected = (ready >> previous & 1) != 0 ? previous : Integer.numberOfTrailingZeros(ready);
        if (Integer.bitCount(ready) > 1) {
            log(chosen == expected ? 0 : chosen + 1);
        }
        previous = chosen;
        steps.start(chosen);
        return tasks[chosen];
    }

    private int ready() {
        int ready = 0;
        for (int i = 0; i < tasks.length; i++) {
            if (!tasks[i].finished && isReady(tasks[i])) {
                ready |= 1 << i;
            }
        }
        if (ready == 0) {
            for (int i = 0; i < actors; i++) {
                ExplorerTask task = tasks[i];
                if (!task.finished && task.wanted.condition == Wanted.Condition.OTHERS_STORED && !task.caughtUp) {
                    ready |= 1 << i;   // it has paused long enough to see all there is
                }
            }
        }
        return ready;
    }

    private boolean isOver() {
        for (int i = 0; i < actors; i++) {
            if (!tasks[i].finished) {
                return false;
            }
        }
        return true;
    }

    /// Whether all who are left wait for values that have come and gone: one who spins may have missed them.
    private boolean nobodyEverGoesOn(int ready) {
        for (int i = 0; i < tasks.length; i++) {
            Wanted wanted = tasks[i].wanted;
            boolean waits = wanted.condition == Wanted.Condition.VALUE && !(wanted.killable && tasks[i].isKilled())
                    && !wanted.accepts(wanted.at.last(run));
            if ((ready >> i & 1) != 0 && !waits) {
                return false;
            }
        }
        return true;
    }

    /// One decision of several possible; 0 is what would be expected.
    void log(int decision) {
        if (logged == log.length) {
            log = Arrays.copyOf(log, 2 * logged);
        }
        log[logged++] = decision;
    }

    /// All decisions of this execution.
    int[] log() {
        return Arrays.copyOf(log, logged);
    }
}
