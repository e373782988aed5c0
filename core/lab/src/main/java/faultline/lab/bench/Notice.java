package faultline.lab.bench;

import faultline.lab.workload.Layout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What there is to notice in a comparison: who grows with the threads and who loses, and which line is the
/// reason; or, with one number of threads, who is ahead.
final class Notice {
    private static final String NOTHING = "";
    private static final String MMAP_LOCK = "mmap_lock";

    /// What a reader writes that others may share, for the strategies that come with Faultline; looks and
    /// reads alike but where [#WRITTEN_BY_LOOKS] says otherwise.
    private static final Map<String, String> WRITTEN = Map.of("mmap-lock", MMAP_LOCK,
            "rwsem", "the VMA's semaphore", "vma-seq", "the VMA's semaphore",
            "refcount", "the VMA's count", "seqcount", "the VMA's count", "srcu", NOTHING, "store-free",
            NOTHING);
    private static final Map<String, String> WRITTEN_BY_LOOKS = Map.of("vma-seq", NOTHING, "seqcount",
            NOTHING);

    private final Comparison comparison;
    private final List<BenchRow> rows;
    private final int few;
    private final int many;

    Notice(Comparison comparison) {
        this.comparison = comparison;
        this.rows = comparison.rows();
        this.few = rows.stream().mapToInt(row -> row.spec().threads()).min().orElse(0);
        this.many = rows.stream().mapToInt(row -> row.spec().threads()).max().orElse(0);
    }

    String text() {
        if (rows.isEmpty()) {
            return NOTHING;
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(few < many ? growth() : lead());
        long disturbed = rows.stream().filter(BenchRow::disturbed).count();
        if (disturbed > 0) {
            sentences.add(disturbed + " of " + rows.size() + " rows " + (disturbed == 1 ? "is" : "are")
                    + " from disturbed windows: measure again when the machine is quiet.");
        }
        return String.join(" ", sentences);
    }

    private String growth() {
        List<String> lose = strategies(growth -> growth.verdict() == Difference.Verdict.SLOWER);
        List<String> grow = strategies(growth -> growth.low() > 1
                && growth.ratio() >= (1 + (double) many / few) / 2);
        List<String> neither = strategies(growth -> true);
        if (neither.isEmpty()) {
            return "too many windows were disturbed to say who grows with the threads.";
        }
        neither.removeAll(lose);
        neither.removeAll(grow);
        List<String> parts = new ArrayList<>();
        if (!lose.isEmpty()) {
            parts.add(listed(lose) + (lose.size() == 1 ? " loses " : " lose ") + withMore() + reason(lose));
        }
        if (!neither.isEmpty()) {
            parts.add(listed(neither) + (neither.size() == 1 ? " hardly gains" : " hardly gain")
                    + (lose.isEmpty() ? " " + withMore() + reason(neither) : ""));
        }
        if (!grow.isEmpty()) {
            double most = grow.stream().mapToDouble(strategy -> growthOf(strategy).ratio()).max()
                    .orElseThrow();
            parts.add(listed(grow) + (grow.size() == 1 ? " grows " : " grow up to ")
                    + String.format(Locale.ROOT, "%.1f times", most)
                    + (parts.isEmpty() ? " " + withMore() : ""));
        }
        return String.join("; ", parts) + ".";
    }

    private String lead() {
        List<String> ahead = new ArrayList<>();
        List<String> behind = new ArrayList<>();
        String threads = many == 1 ? "one thread" : many + " threads";
        if (!isSound(Comparison.BASELINE, many)) {
            return "with " + threads + " there is no sound row of " + Comparison.BASELINE
                    + " to hold the others against.";
        }
        for (BenchRow row : rows) {
            Difference difference = comparison.toBaseline(row).orElseThrow();
            String named = row.spec().strategy() + String.format(Locale.ROOT, " (%.2f)", difference.ratio());
            if (!row.disturbed() && difference.verdict() != Difference.Verdict.NO_DIFFERENCE) {
                (difference.verdict() == Difference.Verdict.FASTER ? ahead : behind).add(named);
            }
        }
        if (ahead.isEmpty() && behind.isEmpty()) {
            return "with " + threads + " these rows show no difference.";
        }
        List<String> parts = new ArrayList<>();
        if (!ahead.isEmpty()) {
            parts.add("ahead of " + Comparison.BASELINE + ": " + listed(ahead));
        }
        if (!behind.isEmpty()) {
            parts.add("behind it: " + listed(behind));
        }
        return "with " + threads + ", " + String.join("; ", parts) + ".";
    }

    private String withMore() {
        return (many == 2 && few == 1 ? "with the second thread" : "from " + few + " to " + many + " threads")
                + (layout() == Layout.SHARED ? " in one VMA" : " though each has its own VMA");
    }

    /// Empty unless every one of them is known to write a line that all readers share here.
    private String reason(List<String> strategies) {
        Set<String> lines = new TreeSet<>();
        for (String strategy : strategies) {
            String line = written(strategy);
            if (line.equals(NOTHING) || layout() == Layout.OWN && !line.equals(MMAP_LOCK)) {
                return NOTHING;
            }
            lines.add(line);
        }
        return ": every reader writes " + listed(List.copyOf(lines)).replace(" and ", " or ");
    }

    private String written(String strategy) {
        String workload = rows.getFirst().spec().workload();
        if (workload.equals("mmap1") || rows.stream().anyMatch(row -> row.spec().strategy().equals(strategy)
                && row.fallbackPer1000() > 500)) {
            return MMAP_LOCK;
        }
        String line = WRITTEN.getOrDefault(strategy, NOTHING);
        return workload.startsWith("trig-") ? WRITTEN_BY_LOOKS.getOrDefault(strategy, line) : line;
    }

    private List<String> strategies(Predicate<Difference> growsLikeThis) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.add(row.spec().strategy()));
        return names.stream().filter(name -> isSound(name, few) && isSound(name, many)
                        && growsLikeThis.test(growthOf(name)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private boolean isSound(String strategy, int threads) {
        return comparison.find(strategy, threads).filter(row -> !row.disturbed()).isPresent();
    }

    private Difference growthOf(String strategy) {
        return Comparison.between(comparison.find(strategy, many).orElseThrow(),
                comparison.find(strategy, few).orElseThrow());
    }

    private Layout layout() {
        return rows.getFirst().spec().layout();
    }

    private static String listed(List<String> names) {
        return names.size() < 2 ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }
}
