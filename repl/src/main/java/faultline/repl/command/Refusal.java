package faultline.repl.command;

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
                Row.of("result", refused.errno()).and("why", refused.why()).and("changed", refused.changed())).failed();
    }

    /// The name of a mapping that is not there. No kernel ever saw it.
    static Trouble of(NoPlace no) {
        Trouble trouble = new Trouble(Exit.FAILED, "'" + no.place() + "' is in no mapping");
        if (SessionFile.named(no.place().name()).isPresent()) {
            return trouble.next("mmap --file " + no.place().name() + " r-x 64K");
        }
        return trouble.why("there are: " + String.join(", ", no.mapped())).next("maps");
    }

    /// The name of a file that is not there.
    static Trouble of(NoFile no) {
        return new Trouble(Exit.FAILED, "no file is named '" + no.name() + "'")
                .why(Nearest.to(no.name(), no.files()).map(near -> "did you mean " + near + "?")
                        .orElse("there are: " + String.join(", ", no.files())));
    }
}
