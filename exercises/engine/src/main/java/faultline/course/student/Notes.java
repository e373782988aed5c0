package faultline.course.student;

import java.util.Map;
import java.util.TreeMap;

/// What is kept of a student from one command to the next.
///
/// @param format  of the file; a newer one is refused
/// @param seed    chooses among follow-up questions
/// @param folder  where exercises are started; empty before the first
/// @param course  the folder of the course; empty: the product's own
/// @param current the exercise that was started last; empty before the first
/// @param entries by the id of an exercise, with its course in front where that is not the product's own
public record Notes(int format, long seed, String folder, String course, String current, Map<String, Entry> entries) {
    static final int FORMAT = 1;

    public Notes {
        folder = folder == null ? "" : folder;
        course = course == null ? "" : course;
        current = current == null ? "" : current;
        entries = entries == null ? Map.of() : new TreeMap<>(entries);
    }

    static Notes none(long seed) {
        return new Notes(FORMAT, seed, "", "", "", Map.of());
    }

    Notes at(String place) {
        return new Notes(format, seed, place, course, current, entries);
    }

    Notes using(String other) {
        return new Notes(format, seed, folder, other, "", entries);
    }

    Notes turnedTo(String key) {
        return new Notes(format, seed, folder, course, key, entries);
    }

    Notes with(String key, Entry entry) {
        Map<String, Entry> more = new TreeMap<>(entries);
        more.put(key, entry);
        return new Notes(format, seed, folder, course, current, more);
    }

    Entry entry(String key) {
        return entries.getOrDefault(key, Entry.NONE);
    }

    /// This, and what the other has more of. Folders are this one's: the other may be another machine's.
    Notes merged(Notes other) {
        Map<String, Entry> all = new TreeMap<>(entries);
        other.entries.forEach((key, entry) -> all.merge(key, entry.moved(), Entry::merged));
        return new Notes(format, seed, folder, course, current, all);
    }
}
