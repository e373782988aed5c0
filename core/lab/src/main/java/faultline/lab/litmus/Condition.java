package faultline.lab.litmus;

import java.util.Map;
import java.util.Set;

/// What is asked about the end of a run.
sealed interface Condition {
    record True() implements Condition {}
    record Equal(Place place, long value) implements Condition {}
    record Same(Place left, Place right) implements Condition {}
    record Not(Condition of) implements Condition {}
    record And(Condition left, Condition right) implements Condition {}
    record Or(Condition left, Condition right) implements Condition {}

    /// A shared location (`thread` is -1), or a local of a thread.
    record Place(int thread, String name) implements Comparable<Place> {
        @Override public int compareTo(Place other) {
            int byThread = Integer.compare(thread < 0 ? Integer.MAX_VALUE : thread,
                    other.thread < 0 ? Integer.MAX_VALUE : other.thread);
            return byThread != 0 ? byThread : name.compareTo(other.name);
        }

        @Override public String toString() {
            return thread < 0 ? name : thread + ":" + name;
        }
    }

    enum Quantifier { EXISTS, NOT_EXISTS, FORALL }

    default boolean holds(Map<Place, Long> end) {
        return switch (this) {
            case True() -> true;
            case Equal(Place place, long value) -> end.get(place) == value;
            case Same(Place left, Place right) -> end.get(left).equals(end.get(right));
            case Not(Condition of) -> !of.holds(end);
            case And(Condition left, Condition right) -> left.holds(end) && right.holds(end);
            case Or(Condition left, Condition right) -> left.holds(end) || right.holds(end);
        };
    }

    default void places(Set<Place> into) {
        switch (this) {
            case True() -> { }
            case Equal(Place place, long _) -> into.add(place);
            case Same(Place left, Place right) -> {
                into.add(left);
                into.add(right);
            }
            case Not(Condition of) -> of.places(into);
            case And(Condition left, Condition right) -> {
                left.places(into);
                right.places(into);
            }
            case Or(Condition left, Condition right) -> {
                left.places(into);
                right.places(into);
            }
        }
    }
}
