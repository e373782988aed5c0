package faultline.lab.explorer;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/// The places in a location's order that a load may find or a store may take, and which of them it is.
///
/// Where all orders of steps are tried, an old one is offered only if the newer ones came before this step in any case:
/// by what the task did before, or by what else the step touches. Of a step that touches several locations one after
/// the other that is not known yet; there, all are offered.
final class Candidates {
    private final Decisions decisions;
    private final int staleLimit;
    private final View order;
    private final Location barriers;
    private final BooleanSupplier touchesSeveral;
    private final IntConsumer log;
    private final int[] clock;     // what comes before the step in any case
    private int[] options = new int[16];

    /// `order` is what full barriers hand on, and `barriers` what they touch; `log` keeps each choice.
    Candidates(Decisions decisions, int staleLimit, View order, Location barriers, int tasks,
               BooleanSupplier touchesSeveral, IntConsumer log) {
        this.decisions = decisions;
        this.staleLimit = staleLimit;
        this.order = order;
        this.barriers = barriers;
        this.clock = new int[tasks];
        this.touchesSeveral = touchesSeveral;
        this.log = log;
    }

    /// Which store a load finds, or a read-modify-write, if `how` is not `null`, behind a full barrier if `fenced`.
    int find(ExplorerTask me, Location at, Rmw how, boolean fenced, long a, long b, long c) {
        int newestAt = at.newest();
        int bound = me.loads.time(at.slot());
        int count = 0;
        comesBefore(me, at, fenced);
        for (int i = newestAt; i >= 0 && at.store(i).time >= bound; i--) {
            if (i == newestAt || mayBeStale(me, at, i)
                    && (how == null || !how.changes(at.store(i).value, a, b, c) || mayFollow(me, at, i, fenced))) {
                add(count++, i);
            }
        }
        return choose(me, at, count);
    }

    /// One of the first `count` of those found last.
    int choose(ExplorerTask me, Location at, int count) {
        int chosen = options[0];
        if (at.store(at.newest()).time > me.loads.time(at.slot())) {
            chosen = options[decisions.value(options, count, at.newest())];
            log.accept(at.newest() - chosen);
        }
        if (chosen != at.newest()) {
            int time = at.store(chosen).time + 1;
            int self = me.cpu();
            at.staleReads[self] = at.staleTime[self] == time ? at.staleReads[self] + 1 : 1;
            at.staleTime[self] = time;
        }
        return chosen;
    }

    /// What comes before a step at `at` in any case, if there is anything newer than what `me` knows.
    private void comesBefore(ExplorerTask me, Location at, boolean fenced) {
        if (at.store(at.newest()).time <= me.loads.time(at.slot())) {
            return;
        }
        System.arraycopy(me.clock, 0, clock, 0, clock.length);
        if (fenced && barriers.writeClock != null) {
            Steps.join(clock, barriers.writeClock);
        }
    }

    private boolean triesAllOrders() {
        return decisions.triesAllOrders() && !touchesSeveral.getAsBoolean();
    }

    /// Whether a load may find the store at `i` although newer ones have been made.
    private boolean mayBeStale(ExplorerTask me, Location at, int i) {
        int self = me.cpu();
        if (at.staleTime[self] == at.store(i).time + 1 && at.staleReads[self] >= staleLimit) {
            return false;
        }
        if (!triesAllOrders()) {
            return true;
        }
        for (int newer = at.newest(); newer > i; newer--) {
            if (!at.store(newer).isBefore(clock) && !at.store(newer).isBefore(at.store(i).clock)) {
                return false;
            }
        }
        return true;
    }

    /// Whether the store of a read-modify-write may come right behind the store at `i`, which is not the newest.
    private boolean mayFollow(ExplorerTask me, Location at, int i, boolean fenced) {
        int time = at.store(i).time;
        return !at.store(i + 1).follows && time >= me.stores.time(at.slot())
                && (!fenced || time >= me.seen.time(at.slot()) && time >= order.time(at.slot()));
    }

    /// Behind which store a new one goes.
    int place(ExplorerTask me, Location at) {
        int newestAt = at.newest();
        int bound = me.stores.time(at.slot());
        if (at.store(newestAt).time <= bound) {
            return newestAt;
        }
        int count = 0;
        add(count++, newestAt);
        for (int i = newestAt - 1; i >= 0 && at.store(i).time >= bound; i--) {
            if (triesAllOrders() && !at.store(i + 1).isBefore(me.clock)) {
                break;
            }
            if (!at.store(i + 1).follows) {
                add(count++, i);
            }
        }
        int chosen = options[decisions.value(options, count, newestAt)];
        log.accept(newestAt - chosen);
        return chosen;
    }

    /// How many stores a waiting task may find that end its wait; they stand in `options`.
    int awaited(ExplorerTask me) {
        Wanted wanted = me.wanted;
        Location at = wanted.at;
        int bound = me.loads.time(at.slot());
        int count = 0;
        comesBefore(me, at, false);
        for (int i = at.newest(); i >= 0 && at.store(i).time >= bound; i--) {
            if (wanted.accepts(at.store(i).value) && (i == at.newest() || mayBeStale(me, at, i))) {
                add(count++, i);
            }
        }
        return count;
    }

    private void add(int at, int option) {
        if (at == options.length) {
            options = Arrays.copyOf(options, 2 * at);
        }
        options[at] = option;
    }
}
