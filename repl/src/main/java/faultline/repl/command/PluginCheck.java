package faultline.repl.command;

import jakarta.inject.Inject;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import faultline.host.Exit;
import faultline.host.plugin.Plugin;
import faultline.lab.Verdict;
import faultline.lab.contract.Examination.Depth;
import faultline.lab.contract.Finding;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;
import faultline.repl.work.Examinations;
import faultline.repl.work.Strategies;
import faultline.repl.work.Workshop;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "plugin check", description = {
        "Whether a strategy keeps its promises, as far as somebody looked.",
        "It ends in a verdict: PASS, FAIL, or UNKNOWN where something was not looked at."},
        footer = {"plugin check my-lock", "plugin check refcount --quick"})
final class PluginCheck implements Command {
    private static final String INDENT = " ".repeat(22);

    private final Strategies strategies;
    private final Workshop workshop;
    private final Examinations examinations;

    @Parameters(index = "0", paramLabel = "NAME", completionCandidates = StrategyNames.class,
            description = "A strategy; or a path as 'plugin load' takes it, which is loaded first.")
    private String name;

    @Option(names = "--quick", description = "A first look of seconds; orders of steps that it leaves out stay open.")
    private boolean quick;

    @Inject PluginCheck(Strategies strategies, Workshop workshop, Examinations examinations) {
        this.strategies = strategies;
        this.workshop = workshop;
        this.examinations = examinations;
    }

    @Override public Answer run() {
        boolean path = strategies.find(name).isEmpty() && (name.contains("/") || name.endsWith(".jar")
                || name.endsWith(".java") || Files.isDirectory(OnDisk.path(name)));
        Plugin plugin = path ? workshop.load(OnDisk.path(name)).plugins().getFirst()
                : strategies.named(name, "plugin check");
        Examinations.Result result = examinations.run(plugin, quick ? Depth.QUICK : Depth.USUAL);
        StringBuilder text = new StringBuilder();
        List<Row> rows = new ArrayList<>();
        for (Finding finding : result.findings()) {
            text.append(Wrapped.text("%-12s %-8s ".formatted(finding.part(), finding.verdict()), INDENT,
                    finding.bound()));
            finding.told().lines().forEach(line -> text.append(told(line)));
            rows.add(Row.of("part", finding.part()).and("verdict", finding.verdict().name())
                    .and("bound", finding.bound()).and("told", finding.told()));
        }
        if (result.cut().isPresent()) {
            return Answer.of(text.toString(), rows).cut(result.cut().get());
        }
        Verdict verdict = Finding.together(result.findings());
        text.append('\n').append(verdict).append("  ").append(plugin.name()).append(": ")
                .append(sentence(verdict, result.findings())).append('\n');
        if (quick && verdict == Verdict.UNKNOWN) {
            text.append("next: plugin check ").append(plugin.name()).append('\n');
        }
        return new Answer(text.toString(), rows, switch (verdict) {
            case PASS -> Exit.GOOD;
            case FAIL -> Exit.FAILED;
            case UNKNOWN -> Exit.INCONCLUSIVE;
        }, Optional.empty());
    }

    /// Prose is wrapped; a picture or a table, which has columns, stays as it is.
    private static String told(String line) {
        if (line.isBlank()) {
            return "\n";
        }
        return line.strip().contains("  ") || line.startsWith(" ") ? INDENT + line + "\n"
                : Wrapped.text(INDENT, INDENT + "  ", line);
    }

    private static String sentence(Verdict verdict, List<Finding> findings) {
        List<String> those = findings.stream().filter(finding -> finding.verdict() == verdict)
                .map(Finding::part).toList();
        return switch (verdict) {
            case PASS -> "nothing failed within these bounds";
            case FAIL -> listed(those) + " failed";
            case UNKNOWN -> "nothing failed, but " + listed(those)
                    + (those.size() == 1 ? " is open" : " are open");
        };
    }

    private static String listed(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1 ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }
}
