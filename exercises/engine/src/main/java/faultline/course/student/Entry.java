package faultline.course.student;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is kept of one exercise.
///
/// @param folder   where the work lies; empty: it was not started
/// @param passed   whether it passed once
/// @param attempts how often it was checked
/// @param hints    how many levels of hints were shown
/// @param gaveUp   whether the solution was shown before it passed
/// @param hint     the hint that the last check earned; empty: none
/// @param level    how much of it was shown
/// @param guesses  first answers to predictions, by what was asked; none for what was skipped
public record Entry(String folder, boolean passed, int attempts, int hints, boolean gaveUp, String hint, int level,
                    Map<String, List<String>> guesses) {
    static final Entry NONE = new Entry("", false, 0, 0, false, "", 0, Map.of());

    public Entry {
        folder = folder == null ? "" : folder;
        hint = hint == null ? "" : hint;
        guesses = guesses == null ? Map.of() : new TreeMap<>(guesses);
    }

    public boolean started() {
        return !folder.isEmpty();
    }

    Entry in(String place) {
        return new Entry(place, passed, attempts, hints, gaveUp, hint, level, guesses);
    }

    /// For a machine where its folder is not.
    Entry moved() {
        return in("");
    }

    Entry checked(boolean pass, String earned) {
        int shown = earned.equals(hint) ? level : 0;
        return new Entry(folder, passed || pass, attempts + 1, hints, gaveUp, earned, shown, guesses);
    }

    Entry hinted(String shown, int upTo) {
        int more = shown.equals(hint) ? Math.max(0, upTo - level) : upTo;
        return new Entry(folder, passed, attempts, hints + more, gaveUp, shown,
                shown.equals(hint) ? Math.max(level, upTo) : upTo, guesses);
    }

    Entry givenUp() {
        return new Entry(folder, passed, attempts, hints, !passed || gaveUp, hint, level, guesses);
    }

    /// The first guess stays.
    Entry guessed(String ask, List<String> said) {
        Map<String, List<String>> more = new TreeMap<>(guesses);
        more.putIfAbsent(ask, said);
        return new Entry(folder, passed, attempts, hints, gaveUp, hint, level, more);
    }

    Entry merged(Entry other) {
        Map<String, List<String>> all = new TreeMap<>(other.guesses);
        all.putAll(guesses);
        return new Entry(started() ? folder : other.folder, passed || other.passed,
                Math.max(attempts, other.attempts), Math.max(hints, other.hints), gaveUp || other.gaveUp, hint, level,
                all);
    }
}
