package faultline.repl.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.Workshop;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "plugin drop", description = {"Forgets a plugin that was loaded; its files stay.",
        "An address space that it locks is built anew over refcount."},
        footer = {"plugin drop my-lock", "plugin drop my-refcount"})
final class PluginDrop implements Command {
    private final Workshop workshop;

    @Parameters(index = "0", paramLabel = "NAME", completionCandidates = LoadedNames.class,
            description = "A loaded one.")
    private String name;

    @Inject PluginDrop(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override public Answer run() {
        Path source = workshop.sourceOf(name, "plugin drop");
        workshop.drop(source);
        return Answer.of(name + " is dropped\nnext: plugin load " + source + "\n",
                Row.of("strategy", name).and("source", source.toString()));
    }
}
