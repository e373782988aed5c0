package faultline.lab.explorer;

import faultline.kernel.memory.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What each task did, in words, step by step.
final class Trace {
    private final ExplorerMemory memory;
    private final List<Line> lines = new ArrayList<>();
    private final Map<Location, Integer> touchedBy = new HashMap<>();   // a bit a task

    /// @param at what was touched; `null` for what touches nothing
    record Line(int task, Location at, String text, boolean isOdd) {
    }

    Trace(ExplorerMemory memory) {
        this.memory = memory;
    }

    void load(ExplorerTask me, Location at, long value, int behind, String how) {
        String reads = how.isEmpty() ? name(at) : how.equals("awaits") ? "await " + name(at) : name(at) + "?";
        add(me, at, reads + "  " + value(at, value) + (behind > 0 ? ", old: newer ones were stored" : ""),
                behind > 0);
    }

    void store(ExplorerTask me, Location at, long value, int late) {
        if (value == Word.POISON) {
            poisoned(me, at);
            return;
        }
        add(me, at, name(at) + " = " + value(at, value) + (late > 0 ? ", overtaken: newer ones stand" : ""), late > 0);
    }

    void modify(ExplorerTask me, Location at, long old, long value, int late) {
        add(me, at, name(at) + " " + value(at, old) + " → " + value(at, value)
                + (late > 0 ? ", overtaken: newer ones stand" : ""), late > 0);
    }

    /// Of a law: what `me` did to what stands at `at`.
    void law(ExplorerTask me, Location at, String does) {
        add(me, at, does + " " + name(at), false);
    }

    private void poisoned(ExplorerTask me, Location at) {
        Line last = lines.isEmpty() ? null : lines.getLast();
        String text = at.owner + " is poisoned";
        if (last == null || last.task() != me.cpu() || !last.text().equals(text)) {
            lines.add(new Line(me.cpu(), at, text, false));
        }
        touchedBy.merge(at, 1 << me.cpu(), (old, more) -> old | more);
    }

    /// The last step was the one that broke it.
    void failed() {
        if (!lines.isEmpty()) {
            Line last = lines.removeLast();
            lines.add(new Line(last.task(), last.at(), last.text(), true));
        }
    }

    void say(ExplorerTask me, String text) {
        lines.add(new Line(me.cpu(), null, text, false));
    }

    private void add(ExplorerTask me, Location at, String text, boolean isOdd) {
        lines.add(new Line(me.cpu(), at, text, isOdd));
        touchedBy.merge(at, 1 << me.cpu(), (old, more) -> old | more);
    }

    List<Line> lines() {
        return lines;
    }

    /// Whether more than one task touched what this line touches.
    boolean isShared(Line line) {
        return line.at() != null && Integer.bitCount(touchedBy.getOrDefault(line.at(), 0)) > 1;
    }

    private String name(Location at) {
        long life = memory.life(at.owner);
        String owner = life > 1 ? at.owner + ".life" + life : at.owner.toString();
        return owner + "." + at.field + (at.index < 0 ? "" : "[" + at.index + "]");
    }

    private String value(Location at, long value) {
        if (value == Word.POISON) {
            return "poison";
        }
        if (at.isPointer) {
            return memory.name(value);
        }
        return Math.abs(value) < 1 << 16 ? Long.toString(value) : "0x" + Long.toHexString(value);
    }
}
