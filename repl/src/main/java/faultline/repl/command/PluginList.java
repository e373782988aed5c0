package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Table;
import faultline.repl.work.SessionWorker;
import faultline.repl.work.Strategies;
import faultline.repl.work.Workshop;
import picocli.CommandLine;

@CommandLine.Command(name = "plugin list", description = "The plugins that were loaded, and where from.",
        footer = {"plugin list", "plugin list --json"})
final class PluginList implements Command {
    private final Workshop workshop;
    private final Strategies strategies;
    private final SessionWorker session;

    @Inject PluginList(Workshop workshop, Strategies strategies, SessionWorker session) {
        this.workshop = workshop;
        this.strategies = strategies;
        this.session = session;
    }

    @Override public Answer run() {
        Table table = new Table().words("").words("").words("");
        List<Row> rows = new ArrayList<>();
        workshop.loaded().forEach((source, plugins) -> plugins.forEach(plugin -> {
            boolean used = session.uses(plugin.name());
            table.row(used ? "*" : " ", plugin.name(), source.toString());
            rows.add(Row.of("strategy", plugin.name()).and("used", used).and("source", source.toString()));
        }));
        Answer answer = Answer.of(rows.isEmpty() ? "no plugin is loaded\nnext: plugin new my-lock\n"
                : table.toString(), rows);
        return strategies.rejected().map(answer::cut).orElse(answer);
    }
}
