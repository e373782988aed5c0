package faultline.repl.command;

import faultline.repl.text.Answer;
import picocli.CommandLine;

/// The prompt leaves after it.
@CommandLine.Command(name = "quit", aliases = "exit", description = "Leaves the prompt, as Ctrl-D does.",
        footer = {"quit", "help quit"})
public final class Quit implements Command {

    @Override public Answer run() {
        return Answer.of("");
    }
}
