package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import faultline.host.plugin.Plugin;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;
import faultline.repl.work.SessionWorker;
import faultline.repl.work.Strategies;
import picocli.CommandLine;

@CommandLine.Command(name = "strategies", description = "What each strategy models, and what it costs a VMA.",
        footer = {"strategies", "strategies --json"})
final class ListStrategies implements Command {
    private static final String INDENT = " ".repeat(14);

    private final Strategies strategies;
    private final SessionWorker session;

    @Inject ListStrategies(Strategies strategies, SessionWorker session) {
        this.strategies = strategies;
        this.session = session;
    }

    @Override public Answer run() {
        StringBuilder text = new StringBuilder();
        List<Row> rows = new ArrayList<>();
        for (Plugin plugin : strategies.all()) {
            boolean used = plugin.name().equals(session.strategy().name());
            text.append(Wrapped.text("%s %-11s ".formatted(used ? "*" : " ", plugin.name()), INDENT, plugin.summary()));
            text.append(Wrapped.text(INDENT, INDENT, costs(plugin)));
            rows.add(Row.of("strategy", plugin.name()).and("models", plugin.summary())
                    .and("used", used)
                    .and("kernel_bytes_per_vma", plugin.bytesPerVma().orElse(null))
                    .and("reader_excludes_writers", plugin.readerExcludes().orElse(null))
                    .and("reader_may_sleep", plugin.readerMaySleep().orElse(null))
                    .and("reuse", plugin.reuse().map(Enum::name).orElse(null)));
        }
        strategies.rejected().forEach(no -> text.append(Wrapped.text("not loaded: ", "  ", no)));
        return Answer.of(text.toString(), rows);
    }

    private static String costs(Plugin plugin) {
        return plugin.bytesPerVma().map(bytes -> bytes + " bytes a VMA in the kernel").orElse("");
    }
}
