package faultline.lab.explorer;

import java.util.List;

/// One step of a traced execution, with what only the explorer knows of it.
final class Event {
    /// What it did to memory. A load that waits is a load; a law is
    /// a lock in one step.
    enum Kind { LOAD, STORE, MODIFY, BARRIER, LAW, OTHER }

    final int number;          // from 1
    final int task;
    final int step;            // as a store names it
    final Kind kind;
    final Location at;         // null for what touches nothing
    final String text;
    final Source source;

    Store found;               // what a load found
    int newer;                 // how many stores newer than that one, or than where a store landed, there were
    Store nextNewer;           // the first of them
    View seen;                 // what the task had seen before
    boolean fences;            // orders loads with loads, or more
    boolean isFull;            // is a full barrier
    String letter = "";        // what it draws
    String why = "";           // if somebody asked
    List<String> knows = List.of();
    int rounds;                // how many rounds like the one it stands in are not told
    int repeats = 1;           // how often it was done in a row: a spin

    Event(int number, int task, int step, Kind kind, Location at, String text, Source source) {
        this.number = number;
        this.task = task;
        this.step = step;
        this.kind = kind;
        this.at = at;
        this.text = text;
        this.source = source;
    }

    boolean stores() {
        return kind == Kind.STORE || kind == Kind.MODIFY;
    }

    boolean loads() {
        return kind == Kind.LOAD || kind == Kind.MODIFY;
    }

    boolean isOld() {
        return kind == Kind.LOAD && newer > 0;
    }

    boolean isLate() {
        return stores() && newer > 0;
    }
}
