package faultline.lab.torture;

import faultline.kernel.memory.KernelBug;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Lock-order checking, as the kernel's lockdep does it: not whether tasks did deadlock, but whether they
/// could.
///
/// Locks of one kind are one class. Whenever a task waits for a lock while it holds others, an edge runs from
/// each held class to the new one. Edges that close a circle are two orders of the same locks, and with the
/// right timing a deadlock.
///
/// - A try does not wait, so no edge ends in it; but edges begin in what it got.
/// - Readers count as writers: a reader that comes behind a waiting writer waits for it, so a read inside a
///   read of the same class is refused like any other recursion.
/// - The same class twice is refused. Where the kernel nests on purpose, the inner lock has a class of its
///   own.
final class Lockdep {
    private final Function<String, KernelBug> bug;
    private final Map<String, Map<String, String>> after = new HashMap<>();   // class, class inside it, by whom
    private final Set<String> reported = new HashSet<>();

    Lockdep(Function<String, KernelBug> bug) {
        this.bug = bug;
    }

    /// What one task holds, oldest first. Its own thread's alone.
    final class Held {
        private final String task;
        private final List<String> classes = new ArrayList<>();
        private final Set<String> known = new HashSet<>();   // edges this task has drawn before

        private Held(String task) {
            this.task = task;
        }

        void acquires(String lockClass, boolean tries) {
            if (!tries) {
                for (String outer : classes) {
                    if (known.add(outer + " " + lockClass)) {
                        draw(outer, lockClass, task);
                    }
                }
            }
            classes.add(lockClass);
        }

        void releases(String lockClass) {
            int at = classes.lastIndexOf(lockClass);
            if (at < 0) {
                throw bug.apply(task + " releases " + lockClass + ", which it does not hold");
            }
            classes.remove(at);
        }

        List<String> classes() {
            return classes;
        }
    }

    Held heldBy(String task) {
        return new Held(task);
    }

    private synchronized void draw(String outer, String inner, String task) {
        if (outer.equals(inner)) {
            throw bug.apply("lock order: " + task + " takes " + inner + " while it holds one already");
        }
        after.computeIfAbsent(outer, any -> new HashMap<>()).putIfAbsent(inner, task);
        List<String> back = path(inner, outer);
        if (back != null && reported.add(outer + " " + inner)) {
            throw bug.apply("lock order: " + task + " takes " + inner + " while it holds " + outer + "; "
                    + told(back));
        }
    }

    private String told(List<String> path) {
        List<String> steps = new ArrayList<>();
        for (int i = 1; i < path.size(); i++) {
            String outer = path.get(i - 1);
            String inner = path.get(i);
            steps.add(after.get(outer).get(inner) + " took " + inner + " while it held " + outer);
        }
        return String.join(", ", steps);
    }

    /// The shortest way along edges, both ends included; `null` if there is none.
    private List<String> path(String from, String to) {
        Map<String, String> cameFrom = new HashMap<>();
        ArrayDeque<String> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            String at = next.poll();
            if (at.equals(to)) {
                List<String> path = new ArrayList<>();
                for (String step = to; step != null; step = step.equals(from) ? null : cameFrom.get(step)) {
                    path.addFirst(step);
                }
                return path;
            }
            for (String inner : after.getOrDefault(at, Map.of()).keySet()) {
                if (!inner.equals(from) && cameFrom.putIfAbsent(inner, at) == null) {
                    next.add(inner);
                }
            }
        }
        return null;
    }
}
