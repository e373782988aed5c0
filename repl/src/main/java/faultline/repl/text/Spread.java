package faultline.repl.text;

import java.util.ArrayList;
import java.util.List;

/// How long things took, a line for each row: to the right it took longer, ten times as long at each `|`, and
/// the higher a column the more took so long. Heights are as far apart as powers, so that the few that took
/// longest are seen beside the many.
public final class Spread {
    private static final int COLUMNS = 80;
    private static final String GAP = "  ";
    private static final double STEP = Math.sqrt(10);   // from one height to the next

    private final Strokes strokes;
    private final int slotsInADecade;
    private final List<String> names = new ArrayList<>();
    private final List<List<Long>> rows = new ArrayList<>();

    /// Of rows whose first slot begins at a nanosecond.
    public Spread(Strokes strokes, int slotsInADecade) {
        this.strokes = strokes;
        this.slotsInADecade = slotsInADecade;
    }

    /// One more row: how many took as long as each slot.
    public Spread row(String name, List<Long> slots) {
        names.add(name);
        rows.add(List.copyOf(slots));
        return this;
    }

    /// What the heights mean.
    public String meaning() {
        return strokes.column(strokes.heights()) + " is a third of all or more, each lower step a third of that";
    }

    /// Each line ends with a line end.
    @Override public String toString() {
        int first = decade(rows.stream().mapToInt(Spread::first).min().orElse(0));
        int last = decade(rows.stream().mapToInt(Spread::last).max().orElse(0)) + 1;
        int label = names.stream().mapToInt(String::length).max().orElse(0);
        int wanted = (last - first) * slotsInADecade;
        int merged = label + GAP.length() + wanted <= COLUMNS ? 1 : 2;
        StringBuilder lines = new StringBuilder(axis(" ".repeat(label) + GAP, first, last, merged));
        for (int at = 0; at < rows.size(); at++) {
            StringBuilder line = new StringBuilder(names.get(at)).repeat(" ", label - names.get(at).length())
                    .append(GAP);
            long all = rows.get(at).stream().mapToLong(Long::longValue).sum();
            for (int slot = first * slotsInADecade; slot < last * slotsInADecade; slot += merged) {
                line.append(strokes.column(height(count(rows.get(at), slot, merged), all)));
            }
            lines.append(line.toString().stripTrailing()).append('\n');
        }
        return lines.toString();
    }

    /// A `|` at each decade, or each other where columns are few.
    private String axis(String margin, int first, int last, int merged) {
        int width = slotsInADecade / merged;
        StringBuilder axis = new StringBuilder(margin);
        for (int decade = first; decade < last; decade += merged) {
            axis.repeat(" ", margin.length() + (decade - first) * width - axis.length())
                    .append('|').append(Quantity.nanos((long) Math.pow(10, decade)).replace(".0", ""));
        }
        return axis.append('\n').toString();
    }

    private int height(long count, long all) {
        if (count == 0) {
            return 0;
        }
        double steps = Math.log((double) all / count) / Math.log(STEP);   // below all of them
        return Math.clamp(strokes.heights() + 1 - (int) Math.ceil(steps), 1, strokes.heights());
    }

    private static long count(List<Long> slots, int from, int slotsTogether) {
        long count = 0;
        for (int slot = from; slot < Math.min(from + slotsTogether, slots.size()); slot++) {
            count += slots.get(slot);
        }
        return count;
    }

    private int decade(int slot) {
        return slot / slotsInADecade;
    }

    private static int first(List<Long> slots) {
        int at = 0;
        while (at < slots.size() - 1 && slots.get(at) == 0) {
            at++;
        }
        return at;
    }

    private static int last(List<Long> slots) {
        int at = slots.size() - 1;
        while (at > 0 && slots.get(at) == 0) {
            at--;
        }
        return at;
    }
}
