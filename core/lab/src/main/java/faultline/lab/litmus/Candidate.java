package faultline.lab.litmus;

import java.util.ArrayList;
import java.util.List;

/// One trace of each thread, put together: the events of a run, with what is known before it is said which
/// write each read reads and how the writes are ordered. The initial writes come first; they belong to no
/// thread.
final class Candidate {
    final int n;
    final Event[] events;
    final int[] thread;
    final List<Trace> traces;
    final Relation po;
    final Relation sameLocation;
    final Relation internal;
    final Relation address;
    final Relation data;
    final Relation control;
    final Relation modifies;
    private final int initials;

    Candidate(LitmusTest test, List<Trace> traces) {
        this.traces = traces;
        List<Event> all = new ArrayList<>();
        for (int location = 0; location < test.locations().size(); location++) {
            if (isUsed(location)) {
                all.add(Event.write(location, test.initial()[location], Order.ONCE, 0, 0, 0));
            }
        }
        initials = all.size();
        traces.forEach(trace -> all.addAll(trace.events()));
        n = all.size();
        events = all.toArray(Event[]::new);
        thread = new int[n];
        po = new Relation(n);
        sameLocation = new Relation(n);
        internal = new Relation(n);
        address = new Relation(n);
        data = new Relation(n);
        control = new Relation(n);
        modifies = new Relation(n);
        java.util.Arrays.fill(thread, 0, initials, -1);
        int first = initials;
        for (int t = 0; t < traces.size(); t++) {
            int end = first + traces.get(t).events().size();
            connect(t, first, end);
            first = end;
        }
        locate();
    }

    private boolean isUsed(int location) {
        return traces.stream().anyMatch(trace -> trace.events().stream().anyMatch(e -> e.location() == location));
    }

    private void connect(int number, int first, int end) {
        for (int i = first; i < end; i++) {
            thread[i] = number;
            Event event = events[i];
            for (int j = first; j < end; j++) {
                internal.add(i, j);
                if (i < j) {
                    po.add(i, j);
                }
            }
            depend(address, event.address(), first, i);
            depend(data, event.data(), first, i);
            depend(control, event.control(), first, i);
            if (event.partner() >= 0) {
                modifies.add(i, first + event.partner());
            }
        }
    }

    private static void depend(Relation on, long reads, int first, int event) {
        for (long left = reads; left != 0; left &= left - 1) {
            on.add(first + Long.numberOfTrailingZeros(left), event);
        }
    }

    private void locate() {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (events[i].location() >= 0 && events[i].location() == events[j].location()) {
                    sameLocation.add(i, j);
                }
            }
        }
    }

    boolean isInitial(int event) {
        return event < initials;
    }

    Relation empty() {
        return new Relation(n);
    }

    Events where(java.util.function.Predicate<Event> holds) {
        return Events.where(n, i -> holds.test(events[i]));
    }
}
