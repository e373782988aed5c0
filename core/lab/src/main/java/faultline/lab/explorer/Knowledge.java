package faultline.lab.explorer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What each task may still find in which word, and why a step could be taken.
final class Knowledge {
    private static final int MOST_WORDS = 4;

    private final Trace trace;
    private final Execution execution;
    private final List<String> names;
    private final Set<Location> words = new LinkedHashSet<>();   // the last ones touched come last

    Knowledge(Trace trace, Execution execution, List<String> names) {
        this.trace = trace;
        this.execution = execution;
        this.names = names;
    }

    /// Why `me` can take this step now, and what it may find. The step has not been taken yet.
    String why(ExplorerTask me, Event event) {
        Location at = event.at;
        return switch (event.kind) {
            case LOAD -> loads(me, at);
            case STORE -> me.stores.time(at.slot()) < at.store(at.newest()).time
                    ? "newer stores are there that nothing orders before this one, so it may land behind them"
                    : "it comes last: all stores to this word so far are known to come before it";
            case MODIFY -> "it finds a value and replaces it in one step; nothing comes between";
            case BARRIER -> barrier(event.text);
            case LAW -> "the lock is free for it; whoever gets a lock sees all that was done under it before";
            case OTHER -> "what it waited for is so";
        };
    }

    private static String barrier(String text) {
        if (text.contains("read")) {
            return "what came along with all it has read so far, later loads know too";
        }
        return text.contains("write") ? "its stores so far are seen before its stores to come"
                : "all it has done and seen is settled for everybody before its next step";
    }

    private String loads(ExplorerTask me, Location at) {
        List<String> possible = possible(me, at);
        String newest = possible.getFirst();
        if (me.wanted.condition == Wanted.Condition.VALUE) {
            return "it waited for this value, and may find it now";
        }
        if (possible.size() == 1) {
            return at.newest() == 0 ? "nobody has stored here: there is one value to find"
                    : "only the newest, " + newest + ": it knows of that store, so it may find nothing older";
        }
        return "it may find " + String.join(" or ", possible) + "; it has not learnt of a store that rules the older out";
    }

    /// The values that `me` may find, the newest first.
    private List<String> possible(ExplorerTask me, Location at) {
        int bound = me.loads.time(at.slot());
        List<String> values = new ArrayList<>();
        for (int i = at.newest(); i >= 0 && at.store(i).time >= bound; i--) {
            values.add(trace.value(at, at.store(i).value));
        }
        return values;
    }

    /// After `event`: the words in which not all find the same.
    List<String> after(Event event) {
        if (event.at != null && event.kind != Event.Kind.LAW) {
            words.remove(event.at);
            words.add(event.at);
        }
        List<String> lines = new ArrayList<>();
        for (Location at : List.copyOf(words).reversed()) {
            if (at.newest() > 0 && lines.size() < MOST_WORDS) {
                lines.addAll(told(at));
            }
        }
        return lines;
    }

    private List<String> told(Location at) {
        List<String> each = new ArrayList<>();
        for (int task = 0; task < names.size() - 1; task++) {
            ExplorerTask one = execution.tasks[task];
            List<String> possible = possible(one, at);
            if (!one.finished && possible.size() > 1) {
                each.add(names.get(task) + " may find " + String.join(" or ", possible));
            }
        }
        String newest = trace.value(at, at.store(at.newest()).value);
        return each.isEmpty() ? List.of() : List.of(trace.name(at) + " is " + newest + "; " + String.join(", ", each));
    }
}
