package faultline.repl.command;

import jakarta.inject.Inject;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.text.Answer;
import faultline.repl.work.Workshop;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "plugin reload", description = {
        "Builds a plugin again after an edit, and loads it.",
        "One that does not build leaves the one that was loaded. An address space that it locks"
                + " is built anew."},
        footer = {"plugin reload", "plugin reload my-lock"})
final class PluginReload implements Command {
    private final Workshop workshop;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", completionCandidates = LoadedNames.class,
            description = "A loaded one; by default the last.")
    private String name;

    @Inject PluginReload(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override public Answer run() {
        return PluginLoad.told(workshop.load(name != null ? workshop.sourceOf(name, "plugin reload")
                : workshop.last().orElseThrow(() -> new Trouble(Exit.USAGE, "no plugin is loaded")
                        .next("plugin load my-lock"))));
    }
}
