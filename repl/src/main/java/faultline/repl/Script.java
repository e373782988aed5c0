package faultline.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import jakarta.inject.Inject;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.worker.Workers;
import faultline.repl.command.Lines;
import faultline.repl.work.Conversation;

/// Commands that come through a pipe: one a line, no prompt, no banner. Stops at the first that does not end
/// well, unless told to keep going; ends as the first one did that ended badly.
final class Script implements Lines {
    private final CommandTree commands;
    private final Console console;
    private final Workers workers;
    private final Conversation conversation;

    @Inject Script(CommandTree commands, Console console, Workers workers, Conversation conversation) {
        this.commands = commands;
        this.conversation = conversation;
        this.console = console;
        this.workers = workers;
    }

    @Override public Exit run(BufferedReader lines, boolean keepGoing) throws IOException {
        Exit worst = Exit.GOOD;
        workers.keepAhead();
        conversation.from(lines, false);
        for (String line = lines.readLine(); line != null && !commands.left(); line = lines.readLine()) {
            Exit exit = run(line);
            worst = worst == Exit.GOOD ? exit : worst;
            if (exit == Exit.INTERRUPTED || exit != Exit.GOOD && !keepGoing) {
                return worst;
            }
        }
        return worst;
    }

    private Exit run(String line) {
        try {
            List<String> words = Words.of(line);
            return words.isEmpty() ? Exit.GOOD : commands.run(words);
        } catch (Trouble trouble) {
            console.err().println(trouble.text());
            console.flush();
            return trouble.exit();
        }
    }
}
