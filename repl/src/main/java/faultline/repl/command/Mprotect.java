package faultline.repl.command;

import jakarta.inject.Inject;
import faultline.lab.session.Protection;
import faultline.lab.session.SessionRequest;
import faultline.repl.text.Answer;
import faultline.repl.work.SessionWorker;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "mprotect", description = {"Changes what may be done with a range.",
        "The length and the protection may come in either order."},
        footer = {"mprotect 0x7f0000400000 4K r--", "mprotect data.bin 8K rw-"})
final class Mprotect implements Command {
    private final SessionWorker session;

    @Parameters(index = "0", paramLabel = "ADDR", completionCandidates = Places.class,
            description = "Where it starts.")
    private String address;

    @Parameters(index = "1", paramLabel = "LENGTH", completionCandidates = Sizes.class,
            description = "How much.")
    private String second;

    @Parameters(index = "2", paramLabel = "PROT", completionCandidates = Protections.class,
            description = "What may be done with it: rw-, r-x, r--.")
    private String third;

    @Inject Mprotect(SessionWorker session) {
        this.session = session;
    }

    @Override public Answer run() {
        String length = Grammar.looksLikeSize(second) ? second : third;
        Protection protection = Grammar.protection(length.equals(second) ? third : second);
        return Changes.answer("mprotect", "now " + protection, length,
                session.ask(new SessionRequest.Mprotect(Grammar.place(address), Grammar.size(length),
                        protection)));
    }
}
