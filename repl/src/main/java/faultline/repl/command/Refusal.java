package faultline.repl.command;

import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.session.SessionAnswer.NoFile;
import faultline.lab.session.SessionAnswer.NoPlace;
import faultline.lab.session.SessionAnswer.Refused;
import faultline.lab.session.SessionFile;
import faultline.repl.text.Answer;
import faultline.repl.text.Nearest;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;

/// How a kernel's no is told.
final class Refusal {
    private Refusal() {
    }

    /// A system call that answered an errno: an answer, with exit 1.
    static Answer of(String call, Refused refused) {
        return Answer.of(Wrapped.text("", "  ", call + ": " + refused.errno() + ", " + refused.why()
                + (refused.changed() ? "; part of it was done" : "; nothing changed")),
                Row.of("result", refused.errno()).and("why", refused.why()).and("changed", refused.changed()))
                        .failed();
    }

    /// The name of a mapping that is not there. No kernel ever saw it.
    static Trouble of(NoPlace no) {
        String name = no.place().name();
        if (SessionFile.named(name).isPresent()) {
            return new Trouble(Exit.FAILED, "'" + no.place() + "' is in no mapping")
                    .next("mmap --file " + name + " r-x 64K");
        }
        return unknown(new Trouble(Exit.USAGE, "no mapping is named '" + name + "'"), name, no.mapped())
                .next("maps");
    }

    /// The name of a file that is not there.
    static Trouble of(NoFile no) {
        return unknown(new Trouble(Exit.USAGE, "no file is named '" + no.name() + "'"), no.name(), no.files())
                .next("help mmap");
    }

    private static Trouble unknown(Trouble trouble, String name, List<String> names) {
        return trouble.why(Nearest.to(name, names).map(near -> "did you mean " + near + "?")
                .orElse("there are: " + String.join(", ", names)));
    }
}
