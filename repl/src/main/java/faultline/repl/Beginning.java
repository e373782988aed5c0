package faultline.repl;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.work.TimeLimit;
import faultline.repl.work.Workshop;

/// What the options of `faultline` itself ask for, done before the command that they stand before.
final class Beginning {
    private final Workshop workshop;
    private final TimeLimit limit;
    private final Console console;

    @Inject Beginning(Workshop workshop, TimeLimit limit, Console console) {
        this.workshop = workshop;
        this.limit = limit;
        this.console = console;
    }

    /// Of one command.
    Exit ofCommand(Root root) {
        limit.say(root.timeLimit());
        return load(root);
    }

    /// Of all commands that follow: those of `-e`, of standard input, or of a prompt.
    Exit ofAll(Root root) {
        limit.sayForAll(root.timeLimit());
        return load(root);
    }

    /// What `--plugins` names. One that cannot be loaded is told, and what follows goes on without it.
    private Exit load(Root root) {
        Exit worst = Exit.GOOD;
        for (Path path : root.loaded()) {
            try {
                workshop.load(path);
            } catch (Trouble trouble) {
                Onward onward = Onward.of("plugin load", List.of("plugin", "load", path.toString()));
                console.err().println(onward.from(trouble).text());
                worst = trouble.exit();
            }
        }
        console.flush();
        return worst;
    }
}
