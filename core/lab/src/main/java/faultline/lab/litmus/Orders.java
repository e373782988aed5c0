package faultline.lab.litmus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import faultline.lab.litmus.Event.Type;

/// Every way the accesses to one location can be fed and ordered so that each thread sees them in order, and
/// every read-modify-write is one step.
///
/// The initial write stands first, and an unlock right after the lock it ends. Coherence of a location is
/// decided by places in its order: a write stands after what its thread wrote or read before, a read at or
/// after it.
final class Orders {
    private final Candidate candidate;
    private final boolean coherent;
    private final boolean atomic;
    private final List<Integer> accesses = new ArrayList<>();
    private final List<int[]> units = new ArrayList<>();
    private final List<Order> found = new ArrayList<>();
    private final int[] place;
    private final int[] feeds;

    /// @param writes in their order, the initial one first
    /// @param feeds  for each read the write it reads; by event, -1 for what is no read of this location
    record Order(int[] writes, int[] feeds) {
        int last() {
            return writes[writes.length - 1];
        }
    }

    private Orders(Candidate candidate, int location, boolean coherent, boolean atomic) {
        this.candidate = candidate;
        this.coherent = coherent;
        this.atomic = atomic;
        place = new int[candidate.n];
        feeds = new int[candidate.n];
        Arrays.fill(place, -1);
        Arrays.fill(feeds, -1);
        for (int i = 0; i < candidate.n; i++) {
            Event event = candidate.events[i];
            if (event.location() == location && event.isAccess()) {
                accesses.add(i);
                unit(i, event);
            }
        }
    }

    /// @param coherent false to leave the coherence axiom out
    /// @param atomic   false to leave the atomicity axiom out
    static List<Order> of(Candidate candidate, int location, boolean coherent, boolean atomic) {
        Orders orders = new Orders(candidate, location, coherent, atomic);
        if (!orders.units.isEmpty()) {
            orders.extend(new ArrayList<>(List.of(orders.units.getFirst())));
        }
        return orders.found;
    }

    /// A write by itself, or a lock with its unlock.
    private void unit(int i, Event event) {
        if (event.type() == Type.UL) {
            for (int u = units.size() - 1; u >= 0; u--) {
                int[] unit = units.get(u);
                if (unit.length == 1 && candidate.thread[unit[0]] == candidate.thread[i]) {
                    units.set(u, new int[] {unit[0], i});
                    return;
                }
            }
            throw new IllegalStateException("an unlock without its lock");
        }
        if (event.isWrite()) {
            units.add(new int[] {i});
        }
    }

    private void extend(List<int[]> order) {
        if (order.size() == units.size()) {
            int[] writes = order.stream().flatMapToInt(Arrays::stream).toArray();
            for (int p = 0; p < writes.length; p++) {
                place[writes[p]] = p;
            }
            feed(writes, 0);
            return;
        }
        int[] last = order.getLast();
        boolean neverUnlocked = candidate.events[last[0]].type() == Type.LKW && last.length == 1;
        if (neverUnlocked) {
            return;
        }
        for (int[] unit : units) {
            if (!order.contains(unit) && mayFollow(order, unit)) {
                order.add(unit);
                extend(order);
                order.removeLast();
            }
        }
    }

    private boolean mayFollow(List<int[]> order, int[] unit) {
        if (!coherent) {
            return true;
        }
        for (int[] other : units) {
            if (other != unit && candidate.po.has(other[0], unit[0]) && !order.contains(other)) {
                return false;
            }
        }
        return true;
    }

    private void feed(int[] writes, int from) {
        int at = from;
        while (at < accesses.size() && !candidate.events[accesses.get(at)].isRead()) {
            at++;
        }
        if (at == accesses.size()) {
            found.add(new Order(writes.clone(), feeds.clone()));
            return;
        }
        int read = accesses.get(at);
        for (int write : writes) {
            if (fits(read, write) && (!coherent || isCoherent(read, place[write])) && isOneStep(writes, read, write)) {
                feeds[read] = write;
                feed(writes, at + 1);
                feeds[read] = -1;
            }
        }
    }

    private boolean fits(int read, int write) {
        Event from = candidate.events[write];
        Event event = candidate.events[read];
        boolean initial = candidate.isInitial(write);
        return switch (event.type()) {
            case LKR, RU -> initial || from.type() == Type.UL;
            case LF, RL -> from.type() == Type.LKW && candidate.thread[write] != candidate.thread[read]
                    || from.type() == Type.LKW && isInside(write, read);
            default -> from.value() == event.value();
        };
    }

    /// The lock is held by the reader's own thread where it reads.
    private boolean isInside(int lock, int read) {
        if (!candidate.po.has(lock, read)) {
            return false;
        }
        for (int other : accesses) {
            if (candidate.events[other].type() == Type.UL && candidate.po.has(lock, other)
                    && candidate.po.has(other, read)) {
                return false;
            }
        }
        return true;
    }

    /// A read at that place agrees with the writes of its thread, and with the reads before it.
    private boolean isCoherent(int read, int at) {
        for (int other : accesses) {
            boolean before = candidate.po.has(other, read);
            boolean write = candidate.events[other].isWrite();
            if (before && write && place[other] > at || before && !write && place[feeds[other]] > at
                    || write && candidate.po.has(read, other) && place[other] <= at) {
                return false;
            }
        }
        return true;
    }

    /// Nothing from another thread comes between the halves of a read-modify-write.
    private boolean isOneStep(int[] writes, int read, int write) {
        Event event = candidate.events[read];
        if (event.partner() < 0 || !atomic && event.type() != Type.LKR) {
            return true;
        }
        int written = partner(read);
        if (event.type() == Type.LKR) {
            return place[write] == place[written] - 1;
        }
        for (int p = place[write] + 1; p < place[written]; p++) {
            if (candidate.thread[writes[p]] != candidate.thread[read]) {
                return false;
            }
        }
        return true;
    }

    private int partner(int read) {
        for (int other : accesses) {
            if (candidate.modifies.has(read, other)) {
                return other;
            }
        }
        throw new IllegalStateException("half a read-modify-write");
    }
}
