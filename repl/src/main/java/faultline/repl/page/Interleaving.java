package faultline.repl.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A run that failed, as a picture: a column for each task, a line for each step that matters, and dashed the
/// order that is missing, from the step that was to publish to the step of another task that met it.
final class Interleaving {
    private static final int STEPS = 26;
    private static final int ROW = 24;
    private static final int TOP = 40;
    private static final int COLUMN = 330;
    private static final int NUMBERS = 52;
    private static final int LONGEST = 40;
    private static final int LETTER = 8;
    private static final int LETTERS_OF_A_MARK = 8;
    private static final Pattern BETWEEN = Pattern.compile("between steps (\\d+) and (\\d+)");

    private final List<String> tasks;
    private final List<Map<String, Object>> shown;
    private final List<Map<String, Object>> all;
    private final List<Map<String, Object>> edges;

    @SuppressWarnings("unchecked")   // the file is the product's own; a damaged one is not drawn
    Interleaving(Map<String, Object> failure) {
        this.tasks = (List<String>) failure.get("tasks");
        this.all = (List<Map<String, Object>>) failure.get("steps");
        this.edges = ((List<Map<String, Object>>) failure.get("edges")).stream().distinct().toList();
        Set<Map<String, Object>> needed = new HashSet<>();
        for (Map<String, Object> edge : edges) {
            ends(edge).forEach(needed::add);
        }
        this.shown = all.stream().sorted(Comparator.comparingLong(step ->
                        -(weight(step) + (needed.contains(step) || !((String) step.get("mark")).isEmpty() ? 1000 : 0))))
                .limit(STEPS).sorted(Comparator.comparingLong(Interleaving::number)).toList();
    }

    private static long weight(Map<String, Object> step) {
        return (Long) step.get("weight");
    }

    private static long number(Map<String, Object> step) {
        return (Long) step.get("number");
    }

    /// The two steps that an order would have tied together: none, if the run has no such pair. Where one task
    /// lacks a barrier, the advice says between which of its steps.
    private List<Map<String, Object>> ends(Map<String, Object> edge) {
        Matcher between = BETWEEN.matcher((String) edge.get("advice"));
        if (between.find()) {
            return all.stream().filter(step -> number(step) == Long.parseLong(between.group(1))
                    || number(step) == Long.parseLong(between.group(2))).toList();
        }
        String source = (String) edge.get("source");
        List<Map<String, Object>> from = all.stream().filter(step -> source.equals(step.get("source"))).toList();
        for (Map<String, Object> one : from.reversed()) {
            for (Map<String, Object> other : all) {
                if (number(other) > number(one) && !other.get("task").equals(one.get("task"))
                        && other.get("word").equals(one.get("word"))) {
                    return List.of(one, other);
                }
            }
        }
        return all.stream().filter(step -> !((String) step.get("mark")).isEmpty() && !from.isEmpty()
                && !step.get("task").equals(from.getLast().get("task"))).findFirst()
                .map(marked -> List.of(from.getLast(), marked)).orElse(List.of());
    }

    /// The picture. Colours come from the page, so that it can be read in the dark and on paper.
    String svg() {
        List<Long> columns = shown.stream().map(step -> (Long) step.get("task")).distinct().sorted().toList();
        int width = NUMBERS + COLUMN * columns.size();
        int height = TOP + ROW * shown.size() + 16;
        StringBuilder svg = new StringBuilder("<svg class=\"run\" role=\"img\" style=\"max-width:" + width + "px\" viewBox=\"0 0 " + width + " " + height
                + "\" aria-label=\"the run, step by step\">\n"
                + "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\""
                + " markerHeight=\"8\" orient=\"auto\"><path class=\"tip\" d=\"M0 0 L8 4 L0 8 z\"/></marker></defs>\n");
        for (int at = 0; at < columns.size(); at++) {
            int x = NUMBERS + COLUMN * at;
            svg.append("<line class=\"life\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n".formatted(x - 8, TOP - 8, x - 8,
                    height - 6));
            svg.append("<text class=\"task\" x=\"%d\" y=\"20\">%s</text>\n".formatted(x,
                    Html.text(task(columns.get(at)))));
        }
        for (int at = 0; at < shown.size(); at++) {
            svg.append(step(shown.get(at), x(columns, shown.get(at)), y(at)));
        }
        edges.forEach(edge -> svg.append(arrow(edge, columns)));
        return svg.append("</svg>\n").toString();
    }

    private String task(long cpu) {
        return cpu < tasks.size() ? tasks.get((int) cpu) + ", task#" + (cpu + 1) : "task#" + (cpu + 1);
    }

    private static int x(List<Long> columns, Map<String, Object> step) {
        return NUMBERS + COLUMN * columns.indexOf(step.get("task"));
    }

    private static int y(int at) {
        return TOP + ROW * at + 14;
    }

    private static String step(Map<String, Object> step, int x, int y) {
        String mark = (String) step.get("mark");
        String text = (String) step.get("text");
        String title = (String) step.get("source") + (step.get("note").equals("") ? "" : ": " + step.get("note"));
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
        return "<text class=\"number\" x=\"%d\" y=\"%d\">%d</text>\n".formatted(NUMBERS - 20, y, number(step))
                + "<g class=\"%s\"><title>%s</title><text x=\"%d\" y=\"%d\">%s</text></g>\n".formatted(
                mark.isEmpty() ? "step" : "step " + mark, Html.text(title), x, y,
                Html.text(shown + (mark.isEmpty() ? "" : "  (" + mark + ")")));
    }

    private String arrow(Map<String, Object> edge, List<Long> columns) {
        List<Map<String, Object>> ends = ends(edge);
        if (ends.size() < 2 || !shown.containsAll(ends)) {
            return "";
        }
        String letter = (String) edge.get("letter");
        if (ends.getFirst().get("task").equals(ends.getLast().get("task"))) {
            return barrier(x(columns, ends.getFirst()), y(shown.indexOf(ends.getLast())) - ROW + 7, letter);
        }
        int fromY = y(shown.indexOf(ends.getFirst())) - 5;
        int toY = y(shown.indexOf(ends.getLast())) - 5;
        int fromX = x(columns, ends.getFirst());
        int toX = x(columns, ends.getLast());
        boolean right = toX > fromX;
        fromX += right ? behind(ends.getFirst()) : -14;
        toX += right ? -14 : behind(ends.getLast());
        return "<path class=\"missing\" d=\"M%d %d C%d %d %d %d %d %d\" marker-end=\"url(#tip)\"/>\n".formatted(
                fromX, fromY, (fromX + toX) / 2, fromY, (fromX + toX) / 2, toY, toX, toY)
                + "<text class=\"missing between\" x=\"%d\" y=\"%d\">%s missing</text>\n".formatted(
                (fromX + toX) / 2, (fromY + toY) / 2 + 4,
                Html.text(letter.isEmpty() ? "an order" : letter));
    }

    /// Where the words of a step end.
    private static int behind(Map<String, Object> step) {
        int letters = ((String) step.get("text")).length() + (step.get("mark").equals("") ? 0 : LETTERS_OF_A_MARK);
        return Math.min(COLUMN - 40, LETTER * letters + 10);
    }

    /// A dashed line that keeps what is above it above.
    private static String barrier(int x, int y, String letter) {
        return "<path class=\"missing\" d=\"M%d %d H%d\"/>\n<text class=\"missing\" x=\"%d\" y=\"%d\">%s missing</text>\n"
                .formatted(x, y, x + COLUMN - 150, x + COLUMN - 142, y + 4, Html.text(letter.isEmpty() ? "a barrier" : letter));
    }

    /// How many steps there were beside those that are drawn.
    int left() {
        return all.size() - shown.size();
    }

    /// What each order would do, in words.
    List<String> advice() {
        List<String> lines = new ArrayList<>();
        edges.forEach(edge -> lines.add((edge.get("letter").equals("") ? "" : edge.get("letter") + ", ")
                + edge.get("source") + ": " + edge.get("advice")));
        return lines;
    }
}
