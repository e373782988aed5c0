package faultline.lab.explorer;

import faultline.lab.Exploration.Edge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Why one traced execution went wrong: which loads found old values and which stores came late, in words, and which
/// order would have forbidden that.
///
/// ```
///     writer                reader
///     n   word = new
///     q   flag = 1     ┌──▶ r   flag  1
///                ──────┘    e   word  old
/// ```
///
/// An old value at `e` is told by what the reader had seen before, at `r`: a store `q` that its writer made after `n`.
/// Then an order is missing between `n` and `q`, or between `r` and `e`. If the reader saw nothing of the kind but has
/// stored itself, the two stores passed each other, and both sides need a full barrier between store and load.
final class Diagnosis {
    private static final String FULL = "a full barrier";

    private final Trace trace;
    private final List<Event> events;
    private final List<String> names;
    private final Map<Event, String> notes = new LinkedHashMap<>();
    private final List<Edge> missing = new ArrayList<>();
    private final List<Event> witnesses = new ArrayList<>();
    private String reason = "";

    /// @param names what each task is called
    Diagnosis(Trace trace, List<String> names, String what) {
        this.trace = trace;
        this.events = trace.events();
        this.names = names;
        if (what.startsWith("data race") && !events.isEmpty()) {
            race(events.getLast());
        }
        for (Event event : events) {
            if (event.isOld()) {
                old(event);
            } else if (event.isLate()) {
                late(event);
            }
        }
        if (reason.isEmpty()) {
            reason = what.startsWith("nobody goes on") ? "everybody waits, and nobody is left to end it"
                    : what.startsWith("livelock") ? "each keeps the other from getting on" : "these steps in this order are enough, whatever memory does";
        }
    }

    /// How it came to it, as the rest of a sentence.
    String reason() {
        return reason;
    }

    /// By the step, what is odd about it.
    Map<Event, String> notes() {
        return notes;
    }

    /// Where the source has no order and should have one.
    List<Edge> missing() {
        return missing.stream().distinct().toList();
    }

    /// The steps that notes speak of.
    List<Event> witnesses() {
        return witnesses;
    }

    private String name(Event event) {
        return names.get(event.task);
    }

    private void reason(String text) {
        if (reason.isEmpty()) {
            reason = text;
        }
    }

    private void note(Event event, String text, Event... others) {
        notes.merge(event, text, (before, more) -> before);
        for (Event other : others) {
            if (other != null) {
                witnesses.add(other);
            }
        }
    }

    private void old(Event e) {
        Event n = null;
        Event q = null;
        for (int i = e.at.newest(); i > 0 && q == null; i--) {
            Event store = eventOf(e.at, e.at.store(i));
            if (store != null && store.number < e.number && e.at.store(i).time > e.found.time) {
                Event message = message(store, e);
                n = n == null || message != null ? store : n;
                q = message;
            }
        }
        if (n == null) {
            note(e, "an old value: newer ones were stored");
            return;
        }
        String word = trace.name(e.at);
        String found = trace.value(e.at, e.found.value);
        if (q != null) {
            Event r = reading(q, e);
            note(e, "%s finds %s still %s, though it has seen step %d, and %s made step %d before that".formatted(name(e),
                    word, found, q.number, name(n), n.number), n, q, r);
            reason("%s sees what %s stored in %s and then still finds the old %s".formatted(name(e), name(n),
                    trace.name(q.at), word));
            orderBetween(n, q, r, e);
        } else {
            buffered(n, e, word, found);
        }
    }

    /// No message came: have two stores passed each other?
    private void buffered(Event n, Event e, String word, String found) {
        Event u = null;
        Event v = null;
        for (Event event : events) {
            boolean own = event.number < e.number && event.task == e.task && event.stores() && event.at != e.at;
            Event missed = own ? missed(event, n) : null;
            u = missed == null ? u : event;
            v = missed == null ? v : missed;
        }
        if (v == null) {
            note(e, "%s still finds %s: what %s stored in step %d is not seen everywhere yet".formatted(name(e), found,
                    name(n), n.number), n);
            reason("%s still finds %s = %s after %s has stored there".formatted(name(e), word, found, name(n)));
            return;
        }
        note(e, "%s still finds %s, as if it had looked before its own store of step %d".formatted(name(e), found,
                u.number), n, u, v);
        reason("%s and %s each store, and each look before the other's store has arrived".formatted(name(n), name(e)));
        fullBarrier(u, e);
        fullBarrier(n, v);
    }

    /// A load of the task of `n` that did not find what `u` stored.
    private Event missed(Event u, Event n) {
        Store stored = storeOf(u);
        for (Event event : events) {
            boolean missed = event.task == n.task && event.loads() && event.at == u.at && stored != null
                    && event.found != null && event.found.time < stored.time;
            if (missed && event.number > n.number) {
                return event;
            }
        }
        return null;
    }

    private void fullBarrier(Event store, Event load) {
        boolean there = events.stream().anyMatch(event -> event.task == store.task && event.isFull
                && event.number >= store.number && event.number <= load.number);
        if (!there) {
            missing.add(new Edge("", load.source.toString(), FULL + " in %s, between steps %d and %d".formatted(
                    name(store), store.number, load.number)));
        }
    }

    /// Of two tasks that miss each other's store each needs its barrier; elsewhere one order of those named is enough.
    static boolean needsBoth(Edge one, Edge other) {
        return one.advice().startsWith(FULL) && other.advice().startsWith(FULL);
    }

    private void late(Event e) {
        Event n = e.nextNewer == null ? null : eventOf(e.at, e.nextNewer);
        String word = trace.name(e.at);
        note(e, "this store lands behind what %s stored in step %s before it: that is what stays".formatted(
                n == null ? "another task" : name(n), n == null ? "?" : n.number), n);
        reason("a store of %s to %s is overtaken by one of %s".formatted(name(e), word,
                n == null ? "another task" : name(n)));
        if (n != null) {
            missing.add(new Edge("", e.source.toString(), "an order in %s that holds step %d behind step %d".formatted(
                    name(e), e.number, n.number)));
        }
    }

    private void race(Event e) {
        Event n = null;
        for (Event event : events) {
            if (event.at == e.at && event.task != e.task && (event.stores() || e.stores())) {
                n = event;
            }
        }
        if (e.at == null || n == null) {
            return;
        }
        note(e, "no order holds this step behind step %d of %s".formatted(n.number, name(n)), n);
        reason("nothing keeps %s and %s from touching %s at once".formatted(name(n), name(e), trace.name(e.at)));
        Event q = message(n, e);
        if (q != null) {
            witnesses.add(q);
            orderBetween(n, q, reading(q, e), e);
        }
    }

    /// A store that the task of `n` made later, or `null`, of which the task of `e` knows at `e`: if it can be, one
    /// that it loaded itself, last of all.
    private Event message(Event n, Event e) {
        Event best = null;
        Event read = null;
        for (Event event : events) {
            boolean later = event.task == n.task && event.task != e.task && event.stores()
                    && event.number > n.number && event.number < e.number && event.at != n.at;
            if (later && event.at.slot() >= 0) {
                Store stored = storeOf(event);
                if (stored != null && e.seen != null && e.seen.time(event.at.slot()) >= stored.time) {
                    Event reading = reading(event, e);
                    boolean better = reading != null && (read == null || reading.number > read.number);
                    best = better || best == null ? event : best;
                    read = better ? reading : read;
                }
            }
        }
        return best;
    }

    /// The load by which the task of `e` came to know of `q`; `null` if it was told by others.
    private Event reading(Event q, Event e) {
        Store stored = storeOf(q);
        for (int i = e.number - 2; i >= 0; i--) {
            Event event = events.get(i);
            if (event.task == e.task && event.loads() && event.at == q.at && event.found != null
                    && stored != null && event.found.time >= stored.time) {
                return event;
            }
        }
        return null;
    }

    private void orderBetween(Event n, Event q, Event r, Event e) {
        Store first = storeOf(n);
        Store then = storeOf(q);
        boolean released = first != null && then != null && then.view != null
                && then.view.time(n.at.slot()) >= first.time;
        if (n.stores() && !released) {
            missing.add(new Edge("", q.source.toString(), "a release or a write barrier in %s, between steps %d and %d"
                    .formatted(name(n), n.number, q.number)));
        } else if (r != null && events.stream().noneMatch(event -> event.task == e.task && event.fences
                && event.number >= r.number && event.number < e.number)) {
            missing.add(new Edge("", e.source.toString(), "an acquire or a read barrier in %s, between steps %d and %d"
                    .formatted(name(e), r.number, e.number)));
        }
    }

    private Event eventOf(Location at, Store store) {
        for (Event event : events) {
            if (event.at == at && event.stores() && event.task == store.task && event.step == store.step) {
                return event;
            }
        }
        return null;
    }

    private static Store storeOf(Event event) {
        for (int i = event.at.newest(); i > 0; i--) {
            Store store = event.at.store(i);
            if (store.task == event.task && store.step == event.step) {
                return store;
            }
        }
        return null;
    }
}
