package faultline.course.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import faultline.course.Ask;
import faultline.course.Figure;
import faultline.course.Simulated;
import faultline.lab.SimulationRow;
import faultline.lab.Verdict;

/// Rows that a student quotes to defend a choice. Each is held against the runs that he has made, simulated or
/// measured. One that is in none of them, and any where his runs are not at hand, is held against the simulation, which
/// gives the same row every time. Nobody can measure the same again, so a grade takes simulated rows alone.
///
/// @param cpus     on how many CPUs
/// @param millions of operations a second
record Quotes(String text, String strategy, int cpus, double millions) {
    private static final double ROUNDED = 0.02;
    private static final double MILLION = 1e6;
    private static final Pattern QUOTE = Pattern.compile("([a-z][a-z0-9-]*)\\s+(\\d{1,9})\\s+(\\d+(?:\\.\\d+)?)");

    /// Where a quoted row was found.
    private enum Source {
        OWN_SIMULATION("of a simulation of yours"),
        OWN_MEASUREMENT("that you measured: a grade wants simulated ones"),
        SIMULATED_AGAIN("simulated again");

        private final String words;

        Source(String words) {
            this.words = words;
        }
    }

    /// @param own      rows of the student's own runs
    /// @param simulate the row of what is quoted
    static Mark mark(Ask ask, List<String> said, List<RunRow> own, Function<Quotes, SimulationRow> simulate) {
        Map<Quotes, Source> found = new LinkedHashMap<>();
        for (String text : said) {
            Matcher matcher = QUOTE.matcher(text.strip());
            if (!matcher.matches()) {
                return wrong(ask, "'" + text + "' is no row: a row is STRATEGY CPUS MILLIONS, as 'refcount 8 6.4'");
            }
            Quotes quote = new Quotes(text.strip(), matcher.group(1), Integer.parseInt(matcher.group(2)),
                    Double.parseDouble(matcher.group(3)));
            if (!ask.truth().strategies().contains(quote.strategy)) {
                return wrong(ask, "'" + quote.text + "' says nothing about "
                        + String.join(" or ", ask.truth().strategies()));
            }
            List<RunRow> candidates = own.stream().filter(row -> quote.isAbout(row, ask.truth().simulate())).toList();
            Source source = quote.among(candidates);
            if (source == null && !ask.truth().simulate().allows(quote.cpus)) {
                return wrong(ask, "'" + quote.text + "': the machine has no " + quote.cpus + " CPUs for this");
            }
            if (source == null) {
                double there = simulate.apply(quote).opsPerSecond() / MILLION;
                if (!quote.says(there)) {
                    return wrong(ask, quote.madeUp(candidates, there));
                }
            }
            found.put(quote, source == null ? Source.SIMULATED_AGAIN : source);
        }
        return together(ask, found);
    }

    /// Rows of two worlds say nothing about each other.
    private static Mark together(Ask ask, Map<Quotes, Source> found) {
        List<String> wanted = ask.truth().strategies();
        Map<Boolean, Map<Integer, List<String>>> byWorld = found.entrySet().stream().collect(
                Collectors.partitioningBy(row -> row.getValue() == Source.OWN_MEASUREMENT, Collectors.groupingBy(
                        row -> row.getKey().cpus, Collectors.mapping(row -> row.getKey().strategy,
                                Collectors.toList()))));
        if (byWorld.values().stream().flatMap(byCpus -> byCpus.values().stream())
                .noneMatch(quoted -> quoted.containsAll(wanted))) {
            return wrong(ask, "there are not rows of all of " + String.join(", ", wanted) + " with the same CPUs"
                    + (byWorld.values().stream().noneMatch(Map::isEmpty) ? ", all simulated or all measured" : ""));
        }
        if (ask.truth().figure() == Figure.ORDER
                && byWorld.keySet().stream().noneMatch(measured -> isThere(wanted, found, measured))) {
            return wrong(ask, "these rows do not say it: on no number of CPUs is it " + String.join(" before ", wanted));
        }
        List<String> sources = new ArrayList<>();
        for (Source source : Source.values()) {
            long count = found.values().stream().filter(source::equals).count();
            if (count > 0) {
                sources.add(count + (count == 1 ? " row " : " rows ") + source.words);
            }
        }
        return new Mark(ask.id(), ask.text(), Verdict.PASS, "", List.of(), "", "", String.join(", ", sources),
                ask.points(), false);
    }

    /// Whether on some number of CPUs the strategies stand in this order, the fastest first.
    private static boolean isThere(List<String> order, Map<Quotes, Source> found, boolean measured) {
        return found.entrySet().stream().filter(row -> (row.getValue() == Source.OWN_MEASUREMENT) == measured)
                .map(Map.Entry::getKey).collect(Collectors.groupingBy(Quotes::cpus)).values().stream()
                .anyMatch(rows -> rows.stream().sorted(Comparator.comparingDouble(Quotes::millions).reversed())
                        .map(Quotes::strategy).distinct().toList().equals(order));
    }

    private boolean isAbout(RunRow row, Simulated asked) {
        return row.strategy().equals(strategy) && row.cpus() == cpus
                && row.isOf(asked.on(asked.cpus().getLast()));
    }

    /// Which of the rows it is; `null` if it is none.
    private Source among(List<RunRow> rows) {
        return rows.stream().filter(row -> says(row.millions()))
                .map(row -> row.simulated() ? Source.OWN_SIMULATION : Source.OWN_MEASUREMENT).sorted().findFirst()
                .orElse(null);
    }

    /// As it was printed, with fewer digits than were kept.
    private boolean says(double there) {
        return Math.abs(there - millions) <= ROUNDED * there;
    }

    private String madeUp(List<RunRow> candidates, double there) {
        Set<String> had = new LinkedHashSet<>();
        candidates.forEach(row -> had.add(figure(row.millions()) + (row.simulated() ? "" : " measured")));
        return "'" + text + "' is a row of no run: " + (had.isEmpty() ? "simulated, it gives " + figure(there)
                : "yours have " + String.join(" and ", had) + " there");
    }

    private static String figure(double millions) {
        return String.format(Locale.ROOT, "%.3g", millions);
    }

    /// A row as it is quoted.
    static String text(SimulationRow row) {
        return String.format(Locale.ROOT, "%s %d %.3f", row.strategy(), row.cpus(), row.opsPerSecond() / MILLION);
    }

    private static Mark wrong(Ask ask, String what) {
        return Judge.mark(ask, Verdict.FAIL, what, List.of());
    }
}
