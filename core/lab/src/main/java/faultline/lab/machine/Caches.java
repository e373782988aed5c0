package faultline.lab.machine;

import faultline.kernel.memory.Line;
import java.util.Arrays;

/// Every line of memory: what it holds, which CPUs have a copy, and what the next access costs (MESIF).
///
/// ```
///     line    8 cells         what memory holds, exactly; accesses happen one at a time
///             4 words         which CPUs have a copy
///             owner           the CPU that wrote last and has the only copy, or none
///             user            the only CPU that ever used it, or SHARED, or WATCHED: somebody spins on it
///             busy            when the last transfer that was asked for is over
///             last            when the only user used it last
/// ```
///
/// **Order.** What happens on a line that is shared happens in the order of virtual time: who is ahead of
/// another CPU stops before the access ([Machine#inTurn]). Two exceptions cost nothing in truth. A line that
/// only one CPU ever used is used ahead of time; a second CPU that comes with an earlier time waits until
/// then, once. And a copy may be read as long ahead as an invalidation would take to arrive.
///
/// **Prices.** An own copy is a hit. Anything else is a transfer, from the owner or the nearest copy, and a
/// line serves one transfer after the other: the difference is queueing. Who gets a line to write keeps it a
/// moment, since the next request needs time to come. A store goes to the store buffer, and only a fence or
/// an atomic waits for it.
final class Caches {
    static final int SHIFT = 3;
    private static final int OWNER = 4;
    private static final int USER = 5;
    private static final int BUSY = 6;
    private static final int LAST = 7;
    private static final long SHARED = -1;
    private static final long WATCHED = -2;

    /// What cells hold, eight to a line.
    long[] cells = new long[1 << 16];

    private final Machine machine;
    private final Bill bill;
    private long[] state = new long[1 << 16];
    private int lines = 1;
    private MachineTask running;   // null: nobody pays
    private long turn;             // until when the running CPU may do what others see
    private long glance;           // until when it may read its copies
    private long leash;            // until when it may run at all
    private long accesses;

    Caches(Machine machine, Bill bill) {
        this.machine = machine;
        this.bill = bill;
    }

    /// Room for `count` lines in a row; the number of the first.
    int allocate(int count) {
        int first = lines;
        lines += count;
        if (lines << SHIFT > state.length) {
            int length = Math.max(2 * state.length, lines << SHIFT);
            state = Arrays.copyOf(state, length);
            cells = Arrays.copyOf(cells, length);
        }
        return first;
    }

    long accesses() {
        return accesses;
    }

    /// Empties all caches, and forgets who used what: what only set things up is no user.
    void empty() {
        Arrays.fill(state, 0);
    }

    /// From here on `task` makes the accesses, ahead of no one until `turn`; `null`: nobody does.
    void run(MachineTask task, long turn, long glance, long leash) {
        this.running = task;
        this.turn = turn;
        this.glance = glance;
        this.leash = leash;
    }

    MachineTask running() {
        return running;
    }

    long turn() {
        return turn;
    }

    /// A read of any kind of a cell on `line`, billed to `name`.
    void read(int line, int name) {
        MachineTask me = running;
        if (me == null) {
            return;
        }
        accesses++;
        int at = line << SHIFT;
        long[] seen = state;
        if (seen[at + USER] == me.id) {
            me.now += me.hit;
            seen[at + LAST] = me.now;
            if (me.now > leash) {
                machine.inTurn(me);
            }
        } else if ((seen[at + me.copyWord] & me.copyBit) != 0 && me.now <= glance) {
            me.now += me.hit;
        } else {
            readShared(me, at, name);
        }
    }

    private void readShared(MachineTask me, int at, int name) {
        share(me, at);
        inTurn(me);
        if ((state[at + me.copyWord] & me.copyBit) != 0 || me.keeps(at)) {
            me.now += me.hit;
            return;
        }
        long owner = state[at + OWNER];
        long cost = owner != 0 ? me.transferFrom((int) owner - 1) : nearestCopy(me, at);
        long start = Math.max(me.now, state[at + BUSY]);
        bill.transfer(name, cost, start - me.now);
        me.now = start + cost;
        state[at + BUSY] = owner != 0 ? me.now : start + me.serving;
        state[at + OWNER] = 0;
        state[at + me.copyWord] |= me.copyBit;
    }

    /// An atomic read-modify-write, which waits for the store buffer.
    void update(int line, int name) {
        MachineTask me = running;
        if (me == null) {
            return;
        }
        accesses++;
        drain(me);
        int at = line << SHIFT;
        if (state[at + USER] == me.id) {
            me.now += me.atomic;
            state[at + LAST] = me.now;
            if (me.now > leash) {
                machine.inTurn(me);
            }
            return;
        }
        share(me, at);
        inTurn(me);
        if (!isMine(me, at)) {
            long cost = takeAway(me, at);
            long start = Math.max(me.now, state[at + BUSY]);
            if (cost != 0) {
                bill.transfer(name, cost, start - me.now);
            }
            me.now = start + Math.max(cost, me.atomic);   // transfers were measured from atomic to atomic
            own(me, at, me.now);
        } else {
            me.now += me.atomic;
        }
        told(at, me.now);
    }

    /// A store of any kind, into the store buffer.
    void write(int line, int name) {
        MachineTask me = running;
        if (me == null) {
            return;
        }
        accesses++;
        int at = line << SHIFT;
        if (state[at + USER] == me.id) {
            me.now += me.store;
            state[at + LAST] = me.now;
            if (me.now > leash) {
                machine.inTurn(me);
            }
            return;
        }
        share(me, at);
        inTurn(me);
        me.now += me.store;
        long done = me.now;
        if (!isMine(me, at)) {
            long cost = takeAway(me, at);
            long start = Math.max(Math.max(me.now, me.drained), state[at + BUSY]);
            done = start + cost;
            if (cost != 0) {
                bill.transfer(name, 0, 0);
            }
            own(me, at, done);
            me.buffer(done, name, bill);
        }
        told(at, done);
    }

    /// A full barrier.
    void fence() {
        MachineTask me = running;
        if (me != null) {
            drain(me);
            me.now += me.fence;
        }
    }

    /// `count` whole lines from `line` on are written (or, before that, read) at the speed of memory.
    void stream(int count) {
        MachineTask me = running;
        if (me != null) {
            accesses += count;
            machine.inTurn(me);
            me.now = machine.bandwidth(me, count);
        }
    }

    /// The lines of a row that had a state before it was overwritten as a whole.
    void claim(int line) {
        MachineTask me = running;
        if (me != null) {
            int at = line << SHIFT;
            if (state[at + USER] != me.id) {
                share(me, at);
                own(me, at, me.now);
                told(at, me.now);
            }
        }
    }

    /// Somebody is going to spin on `line`, of which he has a copy.
    void watch(int line) {
        int at = line << SHIFT;
        if (state[at + USER] > 0) {
            endPrivacy(at, state[at + USER]);
        }
        state[at + USER] = WATCHED;
    }

    private void drain(MachineTask me) {
        if (me.drained > me.now) {
            bill.stall(me.draining, me.drained - me.now);
            me.now = me.drained;
        }
    }

    /// The first user has the line to himself until a second comes.
    private void share(MachineTask me, int at) {
        long user = state[at + USER];
        if (user >= 0 && user != me.id) {
            if (user == 0) {
                state[at + USER] = me.id;
            } else {
                endPrivacy(at, user);
                me.now = Math.max(me.now, state[at + LAST]);
            }
        }
    }

    /// While it was his alone, nobody noted that he had it.
    private void endPrivacy(int at, long user) {
        Arrays.fill(state, at, at + OWNER, 0);
        state[at + ((int) user - 1 >> 6)] = 1L << user - 1;
        state[at + OWNER] = user;
        state[at + USER] = SHARED;
    }

    private void inTurn(MachineTask me) {
        if (me.now > turn) {
            machine.inTurn(me);
        }
    }

    private boolean isMine(MachineTask me, int at) {
        return state[at + OWNER] == me.id || me.keeps(at);
    }

    /// Makes `me` the only one with a copy, from `when` on.
    private void own(MachineTask me, int at, long when) {
        Arrays.fill(state, at, at + OWNER, 0);
        state[at + me.copyWord] = me.copyBit;
        state[at + OWNER] = me.id;
        state[at + BUSY] = when;
        me.keep(at, when);
    }

    /// What it costs to be the only one with a copy.
    private long takeAway(MachineTask me, int at) {
        long owner = state[at + OWNER];
        if (owner != 0) {
            return me.transferFrom((int) owner - 1);
        }
        long cost = (state[at + me.copyWord] & me.copyBit) != 0 ? 0 : nearestCopy(me, at);
        for (int word = 0; word < OWNER; word++) {
            for (long bits = state[at + word]; bits != 0; bits &= bits - 1) {
                int cpu = word << 6 | Long.numberOfTrailingZeros(bits);
                if (cpu != me.cpu()) {
                    cost = Math.max(cost, me.transferFrom(cpu));
                }
            }
        }
        return cost;
    }

    private long nearestCopy(MachineTask me, int at) {
        long cost = Long.MAX_VALUE;
        for (int word = 0; word < OWNER; word++) {
            for (long bits = state[at + word]; bits != 0; bits &= bits - 1) {
                cost = Math.min(cost, me.cacheOf(word << 6 | Long.numberOfTrailingZeros(bits)));
            }
        }
        return cost == Long.MAX_VALUE ? me.memory : cost;
    }

    private void told(int at, long when) {
        if (state[at + USER] == WATCHED) {
            state[at + USER] = SHARED;
            machine.written(at >> SHIFT, when);
        }
    }
}
