package faultline.course.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import faultline.course.Ask;
import faultline.lab.SimulationRow;
import faultline.lab.Verdict;

/// Rows that a student quotes to defend a choice, each held against the simulation, which gives the same row every time.
///
/// @param cpus     on how many CPUs
/// @param millions of operations a second
record Quotes(String text, String strategy, int cpus, double millions) {
    static final double ROUNDED = 0.02;
    private static final Pattern QUOTE = Pattern.compile("([a-z][a-z0-9-]*)\\s+(\\d+)\\s+(\\d+(?:\\.\\d+)?)");
    private static final double MILLION = 1e6;

    /// @param simulate the row of what is quoted
    static Mark mark(Ask ask, List<String> said, Function<Quotes, SimulationRow> simulate) {
        List<Quotes> quotes = new ArrayList<>();
        for (String text : said) {
            Matcher matcher = QUOTE.matcher(text.strip());
            if (!matcher.matches()) {
                return wrong(ask, "'" + text + "' is no row: a row is STRATEGY CPUS MILLIONS, as 'refcount 8 6.4'");
            }
            quotes.add(new Quotes(text.strip(), matcher.group(1), Integer.parseInt(matcher.group(2)),
                    Double.parseDouble(matcher.group(3))));
        }
        List<String> wanted = ask.truth().strategies();
        for (Quotes quote : quotes) {
            if (!wanted.contains(quote.strategy)) {
                return wrong(ask, "'" + quote.text + "' says nothing about " + String.join(" or ", wanted));
            }
            if (!ask.truth().simulate().allows(quote.cpus)) {
                return wrong(ask, "'" + quote.text + "': the machine has no " + quote.cpus + " CPUs for this");
            }
            double there = simulate.apply(quote).opsPerSecond() / MILLION;
            if (Math.abs(there - quote.millions) > ROUNDED * there) {
                return wrong(ask, String.format(Locale.ROOT, "'%s' is no row of a run: it gives %.3g", quote.text,
                        there));
            }
        }
        Map<Integer, List<String>> byCpus = quotes.stream().collect(Collectors.groupingBy(Quotes::cpus,
                Collectors.mapping(Quotes::strategy, Collectors.toList())));
        if (byCpus.values().stream().noneMatch(quoted -> quoted.containsAll(wanted))) {
            return wrong(ask, "there are not rows of all of " + String.join(", ", wanted) + " with the same CPUs");
        }
        return new Mark(ask.id(), ask.text(), Verdict.PASS, "", List.of(), "", "", quotes.size() + " rows, simulated again",
                ask.points(), false);
    }

    /// A row as it is quoted.
    static String text(SimulationRow row) {
        return String.format(Locale.ROOT, "%s %d %.3f", row.strategy(), row.cpus(), row.opsPerSecond() / MILLION);
    }

    private static Mark wrong(Ask ask, String what) {
        return Judge.mark(ask, Verdict.FAIL, what, List.of());
    }
}
