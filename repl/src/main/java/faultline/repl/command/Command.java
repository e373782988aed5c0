package faultline.repl.command;

import faultline.repl.text.Answer;

/// One command of the tree. Its annotations say how it is typed and what help says; its fields hold what was
/// typed, anew for each run.
@FunctionalInterface
public interface Command {

    /// Does it. A [faultline.host.Trouble] says what could not be done; interrupting the thread stops it, and
    /// what it has by then is its answer.
    Answer run();
}
