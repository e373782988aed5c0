package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import faultline.host.plugin.Plugin;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;
import faultline.repl.work.Workshop;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "plugin load", description = {
        "Builds a strategy of your own and loads it, for this session.",
        "From then on every command takes it like one that comes with Faultline."},
        footer = {"plugin load my-lock", "plugin load ~/locks/MyLock.java"})
final class PluginLoad implements Command {
    private final Workshop workshop;

    @Parameters(index = "0", paramLabel = "PATH",
            description = "A folder with sources, one Java file, or a jar.")
    private String path;

    @Inject PluginLoad(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override public Answer run() {
        return told(workshop.load(OnDisk.path(path)));
    }

    static Answer told(Workshop.Loaded loaded) {
        StringBuilder text = new StringBuilder();
        List<Row> rows = new ArrayList<>();
        for (Plugin plugin : loaded.plugins()) {
            text.append(Wrapped.text("", "  ", plugin.name() + ": " + plugin.summary()));
            rows.add(row(plugin, loaded));
        }
        String compiled = loaded.files() == 0 ? "" : loaded.files() == 1 ? ", 1 file compiled"
                : ", " + loaded.files() + " files compiled";
        text.append("  from ").append(loaded.source()).append(compiled).append("\nnext: plugin check ")
                .append(loaded.plugins().getFirst().name()).append('\n');
        return Answer.of(text.toString(), rows);
    }

    private static Row row(Plugin plugin, Workshop.Loaded loaded) {
        return Row.of("strategy", plugin.name()).and("models", plugin.summary())
                .and("source", loaded.source().toString()).and("module", plugin.origin().module())
                .and("compiled_files", loaded.files());
    }
}
