package faultline.repl.command;

import jakarta.inject.Inject;
import faultline.lab.session.SessionRequest;
import faultline.repl.text.Answer;
import faultline.repl.work.SessionWorker;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "munmap", description = "Takes a range out of the address space.",
        footer = {"munmap a.so 64K", "munmap 0x7f0000400000 4K"})
final class Munmap implements Command {
    private final SessionWorker session;

    @Parameters(index = "0", paramLabel = "ADDR", completionCandidates = Places.class,
            description = "Where it starts.")
    private String address;

    @Parameters(index = "1", paramLabel = "LENGTH", completionCandidates = Sizes.class,
            description = "How much.")
    private String length;

    @Inject Munmap(SessionWorker session) {
        this.session = session;
    }

    @Override public Answer run() {
        return Changes.answer("munmap", "unmapped", length,
                session.ask(new SessionRequest.Munmap(Grammar.place(address), Grammar.size(length))));
    }
}
