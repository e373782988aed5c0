package faultline.repl.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import faultline.lab.trace.TraceStep;
import faultline.repl.text.Wrapped;

/// The steps of a trace, as the calls that made them.
///
/// ```
/// held  UserAccess.write
///         RefcountLock.startRead                                   99
/// R         rcuReadLock
/// R         RefcountLock.raise                                    104
/// R           readOnce vma#1.vm_lock_seq: -1                      128
/// ```
///
/// A call in which one step was taken stands on one line with it. To the right is the line of the source file
/// of the function that it is indented under; to the left a letter for each lock that was held.
final class TraceTree {
    private static final int WIDTH = 80;
    private static final int CELLS_NAMED = 8;

    /// What a reader of the fault path wants as one step, unless it is what he came for.
    private static final Set<String> FOLDED = Set.of("CodedRwSemaphore", "CodedSpinLock", "CodedRcuWait",
            "CodedSrcu", "CodedTasksTrace", "RwWaitList", "RangeTree", "TreeNode", "RangeEdit", "Tlb", "Frames",
            "Zone", "Slab", "Cpu", "Refcount", "PageTable");
    static final int USUAL = 0;
    static final int ALL = 99;

    private static final Set<String> LOCKS = Set.of("acquires", "releases", "rcuReadLock", "rcuReadUnlock",
            "synchronizeRcu");

    private final Call root = new Call("", "");
    private final List<String> locks;

    private sealed interface Item {
    }

    /// @param line where the caller made it
    private record Call(String function, String line, List<Item> items) implements Item {
        Call(String function, String line) {
            this(function, line, new ArrayList<>());
        }

        long accesses() {
            return steps().stream().filter(TraceStep::isAccess).count();
        }

        long writes() {
            return steps().stream().filter(TraceStep::writes).count();
        }

        List<TraceStep> steps() {
            List<TraceStep> all = new ArrayList<>();
            for (Item item : items) {
                switch (item) {
                    case Call call -> all.addAll(call.steps());
                    case Step step -> all.add(step.step());
                }
            }
            return all;
        }
    }

    private record Step(TraceStep step) implements Item {
    }

    private TraceTree(List<String> locks) {
        this.locks = locks;
    }

    static TraceTree of(List<TraceStep> steps) {
        Set<String> held = new TreeSet<>();
        steps.forEach(step -> held.addAll(step.held()));
        TraceTree tree = new TraceTree(List.copyOf(held));
        List<Call> open = new ArrayList<>(List.of(tree.root));
        TraceStep before = null;
        for (TraceStep step : steps) {
            int same = before == null ? 0 : common(before, step);
            open = new ArrayList<>(open.subList(0, same + 1));
            for (int at = same; at < step.calls().size(); at++) {
                Call call = new Call(step.calls().get(at), at == 0 ? "" : line(step.places().get(at - 1)));
                open.getLast().items().add(call);
                open.add(call);
            }
            open.getLast().items().add(new Step(step));
            before = step;
        }
        return tree;
    }

    /// Whether a step changes what others see, or what they may do.
    static boolean matters(TraceStep step) {
        return step.writes() || LOCKS.contains(step.access());
    }

    /// How many of the calls are the same call: a function that has gone on to its next line has left those
    /// that it had called.
    private static int common(TraceStep before, TraceStep after) {
        int most = Math.min(before.calls().size(), after.calls().size());
        for (int at = 0; at < most; at++) {
            if (!before.calls().get(at).equals(after.calls().get(at))) {
                return at;
            }
            if (!before.places().get(at).equals(after.places().get(at))) {
                return at + 1;
            }
        }
        return most;
    }

    /// All of it; calls deeper than `depth` are one line each. With [#USUAL] those are that hold no surprise.
    String text(int depth) {
        StringBuilder text = new StringBuilder();
        int folded = print(text, root, -1, depth);
        for (int at = 0; at < locks.size(); at++) {
            text.append(at == 0 ? "\nheld: " : ", ").append(letter(at)).append(' ').append(locks.get(at));
        }
        text.append(locks.isEmpty() ? "" : "\n");
        return text + (folded == 0 ? "" : folded + (folded == 1 ? " call is" : " calls are")
                + " folded (…): trace --depth " + ALL + " shows all.\n");
    }

    /// How many calls were folded.
    private int print(StringBuilder text, Call call, int indent, int depth) {
        List<Item> items = call.items();
        int folded = 0;
        for (int at = 0; at < items.size(); at++) {
            switch (items.get(at)) {
                case Step step -> {
                    int alike = alike(items, at);
                    line(text, step.step().held(), indent + 1, words(step.step())
                            + (alike > 1 ? ", and " + (alike - 1) + " more like it" : ""), line(step.step().place()));
                    at += alike - 1;
                }
                case Call inner -> folded += print(text, inner.line(), inner, indent + 1, depth);
            }
        }
        return folded;
    }

    private int print(StringBuilder text, String line, Call call, int indent, int depth) {
        List<TraceStep> steps = call.steps();
        List<String> held = steps.getFirst().held();
        if (steps.size() == 1) {
            line(text, held, indent, call.function() + ": " + words(steps.getFirst()), line);
            return 0;
        }
        if (depth != USUAL && indent >= depth || depth == USUAL && FOLDED.contains(classOf(call))) {
            line(text, held, indent, call.function() + folded(call, steps), line);
            return 1;
        }
        line(text, held, indent, call.function(), line);
        return print(text, call, indent, depth);
    }

    private static String classOf(Call call) {
        return call.function().substring(0, call.function().indexOf('.'));
    }

    /// `: takes ptl … 2 accesses, 1 write`.
    private static String folded(Call call, List<TraceStep> steps) {
        String locks = steps.stream().filter(step -> step.access().equals("acquires")
                || step.access().equals("releases")).map(TraceTree::words).distinct()
                .collect(Collectors.joining(", "));
        long writes = call.writes();
        return (locks.isEmpty() ? "" : ": " + locks) + " … " + call.accesses()
                + (call.accesses() == 1 ? " access" : " accesses")
                + (writes == 0 ? "" : writes == 1 ? ", 1 write" : ", " + writes + " writes");
    }

    /// How many steps from here on differ in nothing but the cell and its value, as in a loop.
    private static int alike(List<Item> items, int from) {
        int to = from;
        while (to < items.size() && items.get(to) instanceof Step(TraceStep next)
                && items.get(from) instanceof Step(TraceStep first) && next.place().equals(first.place())
                && next.access().equals(first.access())) {
            to++;
        }
        return Math.max(1, to - from);
    }

    private void line(StringBuilder text, List<String> held, int indent, String words, String line) {
        StringBuilder letters = new StringBuilder();
        for (int at = 0; at < locks.size(); at++) {
            letters.append(held.contains(locks.get(at)) ? letter(at) : ' ');
        }
        String left = letters + " " + "  ".repeat(indent);
        List<String> lines = Wrapped.text(left, left + "    ", words, WIDTH - line.length() - 1).lines().toList();
        int room = WIDTH - line.length() - lines.getFirst().length();
        text.append((lines.getFirst() + " ".repeat(Math.max(1, room)) + line).stripTrailing()).append('\n');
        lines.subList(1, lines.size()).forEach(more -> text.append(more).append('\n'));
    }

    /// Each lock has one of its own: its first, where that is free.
    private char letter(int at) {
        String taken = "";
        for (int before = 0; before <= at; before++) {
            String name = locks.get(before);
            String wanted = (name + "abcdefghijklmnopqrstuvwxyz").replaceAll("[^a-zA-Z]", "");
            String free = taken;
            taken += (char) wanted.chars().filter(c -> free.indexOf(c) < 0).findFirst().orElseThrow();
        }
        return taken.charAt(at);
    }

    private static String line(String place) {
        return place.substring(place.lastIndexOf(':') + 1);
    }

    private static String words(TraceStep step) {
        String edge = step.edge().isEmpty() ? "" : "[" + step.edge() + "]";
        return switch (step.access()) {
            case "acquires" -> "takes " + step.cell();
            case "releases" -> "gives back " + step.cell();
            case "work" -> "(" + step.cell() + ")";
            case "defer", "interrupt" -> step.access() + " " + step.cell();
            default -> step.access() + edge + (step.cell().isEmpty() ? "" : " " + step.cell()) + values(step);
        };
    }

    private static String values(TraceStep step) {
        return !step.isAccess() ? "" : step.after().isEmpty() ? ": " + step.before()
                : step.before().isEmpty() ? ": " + step.after() : ": " + step.before() + " → " + step.after();
    }

    /// How much there was, and which cells were written, most often first.
    static String summary(List<TraceStep> steps) {
        Map<String, Long> written = steps.stream().filter(TraceStep::writes)
                .collect(Collectors.groupingBy(TraceStep::cell, LinkedHashMap::new, Collectors.counting()));
        long accesses = steps.stream().filter(TraceStep::isAccess).count();
        int more = written.size() - CELLS_NAMED;
        String cells = written.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(CELLS_NAMED)
                .map(cell -> cell.getKey() + (cell.getValue() > 1 ? " ×" + cell.getValue() : ""))
                .collect(Collectors.joining(", "));
        return Wrapped.text("", "  ", accesses + (accesses == 1 ? " access" : " accesses")
                + (written.isEmpty() ? ", none a write" : "; written: " + cells)
                + (more > 0 ? ", and " + more + " more cells" : ""));
    }
}
