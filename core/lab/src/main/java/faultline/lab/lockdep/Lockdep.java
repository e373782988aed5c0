package faultline.lab.lockdep;

import faultline.kernel.memory.KernelBug;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
///
/// A world that begins anew says [#keep] once and [#begin] each time.
public final class Lockdep {
    private static final int CLASSES = Long.SIZE;

    private final Function<String, KernelBug> bug;
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final List<Held> holders = new ArrayList<>();

    // by class: the classes taken inside it, a bit each, and by whom first; under `this`
    private final String[] names = new String[CLASSES];
    private final long[] after = new long[CLASSES];
    private final long[] told = new long[CLASSES];
    private final String[][] by = new String[CLASSES][CLASSES];
    private final long[] kept = new long[CLASSES];

    public Lockdep(Function<String, KernelBug> bug) {
        this.bug = bug;
    }

    /// What one task holds, oldest first. Its own thread's alone.
    public final class Held {
        private final String task;
        private int[] classes = new int[8];
        private int count;
        private final long[] known = new long[CLASSES];   // edges this task has drawn before

        private Held(String task) {
            this.task = task;
        }

        public void acquires(String lockClass, boolean tries) {
            int inner = number(lockClass);
            for (int i = 0; i < count && !tries; i++) {
                int outer = classes[i];
                if ((known[outer] >>> inner & 1) == 0) {
                    known[outer] |= 1L << inner;
                    draw(outer, inner, task);
                }
            }
            if (count == classes.length) {
                classes = Arrays.copyOf(classes, 2 * count);
            }
            classes[count++] = inner;
        }

        public void releases(String lockClass) {
            int which = number(lockClass);
            int at = count - 1;
            while (at >= 0 && classes[at] != which) {
                at--;
            }
            if (at < 0) {
                throw bug.apply(task + " releases " + lockClass + ", which it does not hold");
            }
            System.arraycopy(classes, at + 1, classes, at, count - at - 1);
            count--;
        }

        public boolean holds(String lockClass) {
            return classes().contains(lockClass);
        }

        public boolean holdsNothing() {
            return count == 0;
        }

        public List<String> classes() {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(names[classes[i]]);
            }
            return all;
        }
    }

    public synchronized Held heldBy(String task) {
        Held held = new Held(task);
        holders.add(held);
        return held;
    }

    /// What is known now is known to all that begins later.
    public synchronized void keep() {
        System.arraycopy(after, 0, kept, 0, CLASSES);
    }

    /// Nobody holds anything, and all that has been learned since [#keep] is forgotten.
    public synchronized void begin() {
        int used = numbers.size();
        System.arraycopy(kept, 0, after, 0, used);
        Arrays.fill(told, 0, used, 0);
        for (Held held : holders) {
            held.count = 0;
            Arrays.fill(held.known, 0, used, 0);
        }
    }

    private int number(String lockClass) {
        Integer number = numbers.get(lockClass);
        return number != null ? number : numbered(lockClass);
    }

    private synchronized int numbered(String lockClass) {
        Integer there = numbers.get(lockClass);
        if (there != null) {
            return there;
        }
        int next = numbers.size();
        if (next == CLASSES) {
            throw new IllegalStateException("more than " + CLASSES + " lock classes, with " + lockClass);
        }
        names[next] = lockClass;
        numbers.put(lockClass, next);
        return next;
    }

    private synchronized void draw(int outer, int inner, String task) {
        if (outer == inner) {
            throw bug.apply("lock order: " + task + " takes " + names[inner] + " while it holds one already");
        }
        if ((after[outer] >>> inner & 1) == 0) {
            after[outer] |= 1L << inner;
            by[outer][inner] = task;
        }
        List<Integer> back = path(inner, outer);
        if (back != null && (told[outer] >>> inner & 1) == 0) {
            told[outer] |= 1L << inner;
            throw bug.apply("lock order: " + task + " takes " + names[inner] + " while it holds " + names[outer]
                    + "; " + told(back));
        }
    }

    private String told(List<Integer> path) {
        List<String> steps = new ArrayList<>();
        for (int i = 1; i < path.size(); i++) {
            int outer = path.get(i - 1);
            int inner = path.get(i);
            steps.add(by[outer][inner] + " took " + names[inner] + " while it held " + names[outer]);
        }
        return String.join(", ", steps);
    }

    /// The shortest way along edges, both ends included; `null` if there is none.
    private List<Integer> path(int from, int to) {
        Map<Integer, Integer> cameFrom = new HashMap<>();
        ArrayDeque<Integer> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            int at = next.poll();
            if (at == to) {
                List<Integer> path = new ArrayList<>();
                for (Integer step = to; step != null; step = step == from ? null : cameFrom.get(step)) {
                    path.addFirst(step);
                }
                return path;
            }
            for (long rest = after[at]; rest != 0; rest &= rest - 1) {
                int inner = Long.numberOfTrailingZeros(rest);
                if (inner != from && cameFrom.putIfAbsent(inner, at) == null) {
                    next.add(inner);
                }
            }
        }
        return null;
    }
}
