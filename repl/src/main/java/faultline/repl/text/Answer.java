package faultline.repl.text;

import java.util.List;
import java.util.Optional;
import faultline.host.Exit;
import faultline.host.Trouble;

/// What a command has to say: the same as text and as rows, and how it ended. A command that could not do all
/// it was asked may answer with what it has, and its trouble.
///
/// @param text    for people, without colour, each line at most 80 columns wide where the content allows it
/// @param rows    for programs
/// @param exit    how it ended; a kernel that refuses is an answer too, with [Exit#FAILED]
/// @param trouble what cut it short
public record Answer(String text, List<Row> rows, Exit exit, Optional<Trouble> trouble) {

    public Answer {
        rows = List.copyOf(rows);
    }

    public static Answer of(String text, List<Row> rows) {
        return new Answer(text, rows, Exit.GOOD, Optional.empty());
    }

    public static Answer of(String text, Row... rows) {
        return of(text, List.of(rows));
    }

    /// The same answer, which says that something was not so.
    public Answer failed() {
        return new Answer(text, rows, Exit.FAILED, trouble);
    }

    /// The same answer, of a command that was cut short.
    public Answer cut(Trouble reason) {
        return new Answer(text, rows, reason.exit(), Optional.of(reason));
    }
}
