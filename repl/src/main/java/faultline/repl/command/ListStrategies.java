package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import faultline.host.plugin.Plugin;
import faultline.lab.Footprint;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;
import faultline.repl.work.Footprints;
import faultline.repl.work.SessionWorker;
import faultline.repl.work.Strategies;
import picocli.CommandLine;

@CommandLine.Command(name = "strategies",
        description = {"What each strategy models, and what it costs a VMA.",
            "Those in the jars and folders that FAULTLINE_PLUGINS names are listed too."},
        footer = {"strategies", "strategies --json"})
final class ListStrategies implements Command {
    private static final String INDENT = " ".repeat(14);

    private final Strategies strategies;
    private final Footprints footprints;
    private final SessionWorker session;

    @Inject ListStrategies(Strategies strategies, Footprints footprints, SessionWorker session) {
        this.strategies = strategies;
        this.footprints = footprints;
        this.session = session;
    }

    @Override public Answer run() {
        Map<String, Footprint> found = footprints.all();
        StringBuilder text = new StringBuilder();
        List<Row> rows = new ArrayList<>();
        for (Plugin plugin : strategies.all()) {
            Optional<Footprint> footprint = Optional.ofNullable(found.get(plugin.name()));
            boolean used = plugin.name().equals(session.strategy().name());
            text.append(Wrapped.text("%s %-11s ".formatted(used ? "*" : " ", plugin.name()), INDENT,
                    plugin.summary()));
            text.append(Wrapped.text(INDENT, INDENT, "a VMA: " + sizes(plugin, footprint)));
            text.append(Wrapped.text(INDENT, INDENT, footprint.map(ListStrategies::writes)
                    .orElse("it could not be used; 'use " + plugin.name() + "' says why")));
            rows.add(row(plugin, used, footprint));
        }
        Answer answer = Answer.of(text.toString(), rows);
        return strategies.rejected().map(answer::cut).orElse(answer);
    }

    private static String sizes(Plugin plugin, Optional<Footprint> footprint) {
        return plugin.bytesPerVma().map(bytes -> bytes + " bytes more in the kernel")
                .orElse("? in the kernel")
                + ", " + footprint.map(found -> found.bytesPerVma() + " here").orElse("? here");
    }

    private static Row row(Plugin plugin, boolean used, Optional<Footprint> footprint) {
        return Row.of("strategy", plugin.name()).and("models", plugin.summary()).and("used", used)
                .and("kernel_bytes_per_vma", plugin.bytesPerVma().orElse(null))
                .and("bytes_per_vma", footprint.map(Footprint::bytesPerVma).orElse(null))
                .and("lines_per_vma", footprint.map(Footprint::linesPerVma).orElse(null))
                .and("read_writes", footprint.map(Footprint::readWrites).orElse(null))
                .and("look_writes", footprint.map(Footprint::lookWrites).orElse(null))
                .and("own_writes", footprint.map(Footprint::ownWrites).orElse(null));
    }

    private static String writes(Footprint footprint) {
        String reader = "a reader writes " + listed(footprint.readWrites());
        String own = footprint.ownWrites().isEmpty() ? "" : ", only its CPU's "
                + String.join(" and ", footprint.ownWrites());
        String look = footprint.lookWrites().equals(footprint.readWrites()) ? ""
                : "; a look writes " + listed(footprint.lookWrites());
        return reader + own + look;
    }

    private static String listed(List<String> cells) {
        return cells.isEmpty() ? "nothing shared" : String.join(" and ", cells);
    }
}
