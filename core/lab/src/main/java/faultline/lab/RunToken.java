package faultline.lab;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// What names one execution: which build, which strategy, which scenario, which letters were left out, and the
/// decisions that were made on the way. Names stand in it as marks of three characters, so that it stays short.
///
/// ```
///     k3f9a-7hq2m1-x0a1b2
///     build │      decisions; or @ and the name of the file where they are
///           strategy, scenario, letters left out
/// ```
///
/// @param dropped the marks of the letters that were left out
public record RunToken(String build, String strategy, String scenario, List<String> dropped, String run) {
    /// No longer than this; a longer one names a file.
    public static final int LONGEST = 60;

    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuv";
    private static final int MARK = 3;
    private static final int BUILD = 5;
    private static final Pattern FORM = Pattern.compile("([0-9a-v]{5})-((?:[0-9a-v]{3}){2,})-((?:x|@)[0-9a-v]*)");

    /// `edges` and names in full.
    public static RunToken of(String build, String strategy, String scenario, Iterable<String> edges, String run) {
        List<String> dropped = new ArrayList<>();
        edges.forEach(edge -> dropped.add(mark(edge)));
        dropped.sort(null);
        return new RunToken(build, mark(strategy), mark(scenario), List.copyOf(dropped), run);
    }

    /// An [IllegalArgumentException] says why it is none.
    public static RunToken parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no replay token: one looks like k3f9a-7hq2m1-x0a1b2");
        }
        String marks = form.group(2);
        List<String> dropped = new ArrayList<>();
        for (int at = 2 * MARK; at < marks.length(); at += MARK) {
            dropped.add(marks.substring(at, at + MARK));
        }
        return new RunToken(form.group(1), marks.substring(0, MARK), marks.substring(MARK, 2 * MARK),
                List.copyOf(dropped), form.group(3));
    }

    /// The mark of a name.
    public static String mark(String name) {
        return digits(name.getBytes(StandardCharsets.UTF_8), MARK);
    }

    /// As many digits as a build's name has.
    public static String build(byte[] content) {
        return digits(content, BUILD);
    }

    private static String digits(byte[] content, int count) {
        CRC32 sum = new CRC32();
        sum.update(content);
        long rest = sum.getValue();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(DIGITS.charAt((int) (rest % DIGITS.length())));
            rest /= DIGITS.length();
        }
        return text.toString();
    }

    /// Whether the decisions are not in it but in the file that [#file] names.
    public boolean isSaved() {
        return run.startsWith("@");
    }

    /// The name of the file with the decisions.
    public String file() {
        return run.substring(1) + ".run";
    }

    /// The same execution with its decisions in it, however long.
    public RunToken with(String decisions) {
        return new RunToken(build, strategy, scenario, dropped, decisions);
    }

    /// The same token, short enough to be typed.
    public RunToken shortened() {
        String all = toString();
        return all.length() <= LONGEST ? this
                : with("@" + digits(all.getBytes(StandardCharsets.UTF_8), BUILD + 1));
    }

    @Override public String toString() {
        return build + "-" + strategy + scenario + String.join("", dropped) + "-" + run;
    }
}
