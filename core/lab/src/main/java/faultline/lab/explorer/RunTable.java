package faultline.lab.explorer;

import faultline.lab.Exploration.Edge;
import faultline.lab.Exploration.Failure;
import faultline.lab.Exploration.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A failure in words.
///
/// ```
/// vma-seq without B: look sees what grow stored in vma#2.vm_start and then still finds the old …
///
///   broke    saw anonymous+6, possible is fell back / the same
///
///   step  look, task#1                     grow, task#2
///     12  mm#1.mmap_lock.count  0
///     27                                   vma#2.vm_lock_seq = 3
///   * 31  vma#2.vm_lock_seq  2
///
///   * step 31  look finds vma#2.vm_lock_seq still 2, though …
///
///   needs    B, VmaSeqLock.java:72: rmb("B") of VmaSeqLock, which was left out
///   replay   replay k3f9a-7hq2m1-x0a1b2
/// ```
public final class RunTable {
    private static final int COLUMNS = 110;
    private static final int PROSE = 76;   // a terminal's 80, less what those who quote it indent it by
    private static final int LINES = 40;
    private static final int NARROWEST = 24;
    private static final int WIDEST = 44;
    private static final int MARGIN = 8;

    private final Failure failure;

    private RunTable(Failure failure) {
        this.failure = failure;
    }

    public static String of(Failure failure) {
        return new RunTable(failure).text();
    }

    private String text() {
        List<String> head = new ArrayList<>();
        wrap(head, "", "  ", failure.cause());
        head.add("");
        wrap(head, "  broke    ", "           ", failure.what());
        head.add("");
        List<String> tail = new ArrayList<>();
        List<Step> odd = failure.steps().stream().filter(step -> !step.note().isEmpty()).toList();
        for (Step step : odd.subList(0, Math.min(4, odd.size()))) {
            String first = "  * step " + step.number() + "  ";
            wrap(tail, first, " ".repeat(first.length()), step.note());
        }
        if (!tail.isEmpty()) {
            tail.add("");
        }
        Edge before = null;
        for (Edge edge : failure.edges().subList(0, Math.min(3, failure.edges().size()))) {
            String label = before == null ? "  needs    " : Diagnosis.needsBoth(before, edge) ? "  and      "
                    : "  or       ";
            wrap(tail, label, "           ", told(edge));
            before = edge;
        }
        tail.add("  replay   replay " + failure.token());
        int room = LINES - head.size() - tail.size() - 3;   // title, what is not shown, blank line
        List<String> all = new ArrayList<>(head);
        table(all, room);
        all.add("");
        all.addAll(tail);
        return String.join("\n", all) + "\n";
    }

    private static String told(Edge edge) {
        String place = edge.source().isEmpty() ? "" : edge.source() + ": ";
        return (edge.letter().isEmpty() ? "" : edge.letter() + ", ") + place + edge.advice();
    }

    private void table(List<String> lines, int room) {
        List<Step> shown = shown(room);
        int columns = shown.stream().mapToInt(Step::task).max().orElse(0) + 1;
        columns = Math.max(columns, failure.tasks().size() - 1);
        int most = Math.min(WIDEST, (COLUMNS - MARGIN) / columns - 2);
        boolean one = most < NARROWEST;
        List<Integer> starts = starts(shown, columns, most);
        StringBuilder title = new StringBuilder("  step  ");
        for (int task = 0; task < columns && !one; task++) {
            title.append(" ".repeat(MARGIN + starts.get(task) - title.length())).append(named(task));
        }
        lines.add(one ? title + "task and what it did" : title.toString().stripTrailing());
        for (Step step : shown) {
            String mark = step.mark().isEmpty() ? " " : step.mark().equals("broke") && step.note().isEmpty() ? ">" : "*";
            String number = "  %s%3d  ".formatted(mark, step.number());
            lines.add((number + (one ? pad(failure.tasks().get(step.task()), 12) + fitted(words(step), COLUMNS - 20)
                    : " ".repeat(starts.get(step.task())) + fitted(words(step), most))).stripTrailing());
        }
        int left = failure.steps().size() - shown.size();
        if (left > 0) {
            lines.add("        " + left + (left == 1 ? " more step is" : " more steps are")
                    + " not shown, most on what no other task touches");
        }
    }

    /// Where each column begins: as near as what stands in those before it lets it, so that most fit a terminal.
    private List<Integer> starts(List<Step> shown, int columns, int most) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int task = 0; task < columns - 1; task++) {
            int column = task;
            int longest = shown.stream().filter(step -> step.task() == column).mapToInt(step -> words(step).length())
                    .max().orElse(0);
            starts.add(starts.getLast() + Math.max(named(task).length(), Math.min(longest, most)) + 2);
        }
        return starts;
    }

    private static String words(Step step) {
        return step.text() + (step.mark().equals("broke") || step.mark().isEmpty() ? "" : ", " + step.mark());
    }

    private String named(int task) {
        String name = failure.tasks().get(task);
        return task == failure.tasks().size() - 1 ? name : name + ", task#" + (task + 1);
    }

    /// What fits, of what matters most, in order.
    private List<Step> shown(int room) {
        if (failure.steps().size() <= room) {
            return failure.steps();
        }
        return failure.steps().stream()
                .sorted(Comparator.comparingInt(Step::weight).reversed()
                        .thenComparing(Comparator.comparingInt(Step::number).reversed()))
                .limit(room).sorted(Comparator.comparingInt(Step::number)).toList();
    }

    private static String fitted(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    private static String pad(String text, int width) {
        return text.length() >= width ? text + "  " : text + " ".repeat(width - text.length());
    }

    private static void wrap(List<String> lines, String first, String indent, String text) {
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.strip().split("\\s+")) {
            if (!empty && line.length() + 1 + word.length() > PROSE) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
    }
}
