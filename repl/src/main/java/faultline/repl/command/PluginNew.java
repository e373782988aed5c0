package faultline.repl.command;

import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.build.Project;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;
import faultline.repl.work.Strategies;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "plugin new", description = {
        "Writes a strategy of your own to begin with, as a Maven project.",
        "It lets no reader in, which is right and slow; with --from it is a copy of another."},
        footer = {"plugin new my-lock", "plugin new my-refcount --from refcount"})
final class PluginNew implements Command {
    private final Strategies strategies;

    @Parameters(index = "0", paramLabel = "NAME", description = "What you will type for it: lower-case words"
            + " with hyphens. Also the folder.")
    private String name;

    @Option(names = "--from", paramLabel = "STRATEGY", completionCandidates = StrategyNames.class,
            description = "Copy this one under the new name.")
    private String from;

    @Option(names = "--in", paramLabel = "FOLDER", description = "Where the folder is made; here by default.")
    private String in;

    @Inject PluginNew(Strategies strategies) {
        this.strategies = strategies;
    }

    @Override public Answer run() {
        Path folder = OnDisk.path(in == null ? "." : in).resolve(name);
        strategies.find(name).ifPresent(taken -> {
            throw new Trouble(Exit.USAGE, "a strategy is named '" + name + "' already").why(taken.summary())
                    .next("plugin new my-" + name);
        });
        if (Files.exists(folder)) {
            throw new Trouble(Exit.USAGE, "plugin new: '" + name + "' is there already")
                    .where(folder.toString()).next("plugin load " + folder);
        }
        List<Path> files = from == null ? Project.create(folder, name)
                : Project.copy(folder, name, strategies.named(from, "plugin new " + name + " --from"));
        StringBuilder text = new StringBuilder(Wrapped.text("", "  ", from == null
                ? name + ": a strategy that lets no reader in yet, which is right and slow"
                : name + ": a copy of " + from));
        files.forEach(file -> text.append("  ").append(name).append('/').append(folder.relativize(file))
                .append('\n'));
        text.append("An IDE opens pom.xml; 'mvn -o verify' builds and tests it there.\nnext: plugin load ")
                .append(in == null ? name : folder).append('\n');
        return Answer.of(text.toString(), Row.of("plugin", name).and("folder", folder.toString())
                .and("files", files.stream().map(file -> folder.relativize(file).toString()).toList()));
    }
}
