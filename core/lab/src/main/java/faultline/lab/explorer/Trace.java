package faultline.lab.explorer;

import faultline.kernel.memory.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What each task did, step by step, with what the explorer knows of it.
final class Trace {
    private final ExplorerMemory memory;
    private final List<Event> events = new ArrayList<>();
    private final Map<Location, Integer> touchedBy = new HashMap<>();   // a bit a task
    private final Map<Integer, String> open = new HashMap<>();          // by task: letters of its next step
    private final Map<String, Event> left = new LinkedHashMap<>();      // where a letter was left out first

    private Knowledge knowledge;        // null: nobody asked
    private boolean settled = true;

    Trace(ExplorerMemory memory) {
        this.memory = memory;
    }

    void load(ExplorerTask me, Location at, long value, int behind, String how) {
        String reads = how.isEmpty() ? name(at) : how.equals("awaits") ? "await " + name(at) : name(at) + "?";
        Event event = add(me, Event.Kind.LOAD, at, reads + "  " + value(at, value));
        int found = at.newest() - behind;
        event.found = at.store(found);
        event.newer = behind;
        event.nextNewer = behind > 0 ? at.store(found + 1) : null;
        event.seen = me.seen.copy();
        event.fences = event.source.call().contains("cquire") || event.source.call().equals("rcuDereference");
    }

    void store(ExplorerTask me, Location at, long value, int late) {
        if (value == Word.POISON) {
            poisoned(me, at);
            return;
        }
        Event event = add(me, Event.Kind.STORE, at, name(at) + " = " + value(at, value));
        event.newer = late;
        event.nextNewer = late > 0 ? at.store(at.newest() - late + 1) : null;
        event.seen = me.seen.copy();
    }

    /// The store has been made already.
    void modify(ExplorerTask me, Location at, long old, long value, int late) {
        Event event = add(me, Event.Kind.MODIFY, at, name(at) + " " + value(at, old) + " → " + value(at, value));
        int own = at.newest() - late;
        event.found = at.store(Math.max(0, own - 1));
        event.newer = late;
        event.nextNewer = late > 0 ? at.store(own + 1) : null;
        event.seen = me.seen.copy();
        event.fences = event.source.call().contains("cquire") || isFull(event.source.call());
        event.isFull = isFull(event.source.call());
    }

    private static boolean isFull(String call) {
        return call.equals("fetchAdd") || call.equals("fetchAddWithin") || call.equals("xchg")
                || call.equals("cmpxchg");
    }

    /// Of a law: what `me` did to what stands at `at`.
    void law(ExplorerTask me, Location at, String does) {
        Event event = add(me, Event.Kind.LAW, at, does + " " + name(at));
        event.seen = me.seen.copy();
        event.fences = true;
    }

    private void poisoned(ExplorerTask me, Location at) {
        Event last = events.isEmpty() ? null : events.getLast();
        String text = at.owner + " is poisoned";
        if (last == null || last.task != me.cpu() || !last.text.equals(text)) {
            add(me, Event.Kind.STORE, at, text);
        }
        touchedBy.merge(at, 1 << me.cpu(), (old, more) -> old | more);
    }

    /// What touches no memory: a barrier, a wait.
    void say(ExplorerTask me, String text) {
        boolean barrier = text.endsWith("barrier ────");
        Event event = add(me, barrier ? Event.Kind.BARRIER : Event.Kind.OTHER, null, text);
        event.seen = me.seen.copy();
        event.fences = !text.contains("write");
        event.isFull = text.contains("full") || text.contains("grace");
    }

    /// The letter names an order of the access that follows, which is `kept` or left out.
    void letter(ExplorerTask me, String letter, boolean kept) {
        if (kept) {
            open.merge(me.cpu(), letter, (first, second) -> first + ", " + second);
        } else {
            left.putIfAbsent(letter, new Event(0, me.cpu(), 0, Event.Kind.BARRIER, null, letter, Source.here()));
        }
    }

    /// From here on each step says why, and who knows what after it.
    void explain(List<String> tasks) {
        knowledge = new Knowledge(this, memory.execution(), tasks);
    }

    /// The step that was told last is over.
    void settle() {
        if (knowledge != null && !events.isEmpty() && !settled) {
            events.getLast().knows = knowledge.after(events.getLast());
            settled = true;
        }
    }

    private Event add(ExplorerTask me, Event.Kind kind, Location at, String text) {
        String letter = kind == Event.Kind.OTHER ? "" : open.getOrDefault(me.cpu(), "");
        open.remove(me.cpu());
        settle();
        settled = false;
        String told = letter.isEmpty() ? text
                : kind == Event.Kind.BARRIER ? text.replaceFirst(" ", " " + letter + ": ") : text + "  (" + letter + ")";
        Event event = new Event(events.size() + 1, me.cpu(), memory.execution().steps.now(), kind, at, told,
                Source.here());
        event.letter = letter;
        if (memory.execution().current == null) {
            return event;   // what is checked when all is over is nobody's step
        }
        event.why = knowledge == null ? "" : knowledge.why(me, event);
        events.add(event);
        if (at != null) {
            touchedBy.merge(at, 1 << me.cpu(), (old, more) -> old | more);
        }
        return event;
    }

    /// Forgets what came behind the first `count` steps.
    void cutBehind(int count) {
        events.subList(count, events.size()).clear();
    }

    List<Event> events() {
        return events;
    }

    /// Where each letter that is left out would have stood.
    Map<String, Event> left() {
        return left;
    }

    /// Whether more than one task touched what this step touches.
    boolean isShared(Event event) {
        return event.at != null && Integer.bitCount(touchedBy.getOrDefault(event.at, 0)) > 1;
    }

    String name(Location at) {
        long life = memory.life(at.owner);
        String owner = life > 1 ? at.owner + ".life" + life : at.owner.toString();
        return owner + "." + at.field + (at.index < 0 ? "" : "[" + at.index + "]");
    }

    String value(Location at, long value) {
        if (value == Word.POISON) {
            return "poison";
        }
        if (at.isPointer) {
            return memory.name(value);
        }
        return Math.abs(value) < 1 << 16 ? Long.toString(value) : "0x" + Long.toHexString(value);
    }
}
