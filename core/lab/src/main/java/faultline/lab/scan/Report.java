package faultline.lab.scan;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was found in one class. Of the same thing the first place counts, and a place with a line more than
/// one without.
final class Report {
    private final String file;
    private final Map<String, Found> found = new LinkedHashMap<>();
    private int line;

    private record Found(int line, String what) {
        /// What has no line comes last: it may be the same thing again, in other words.
        int order() {
            return line == 0 ? Integer.MAX_VALUE : line;
        }
    }

    Report(String file) {
        this.file = file;
    }

    /// Where the next findings are; 0 for no line.
    void at(int number) {
        line = number;
    }

    void add(String what) {
        add(what + line, what);
    }

    /// `about` says what is one thing with something else.
    void add(String about, String what) {
        found.putIfAbsent(about, new Found(line, what));
    }

    List<Offence> offences() {
        return found.values().stream().sorted(Comparator.comparingInt(Found::order))
                .map(it -> new Offence(it.what(), it.line() == 0 ? file : file + ":" + it.line())).toList();
    }
}
