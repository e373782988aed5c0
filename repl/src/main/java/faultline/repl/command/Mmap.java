package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.List;
import faultline.lab.session.Place;
import faultline.lab.session.Protection;
import faultline.lab.session.SessionAnswer;
import faultline.lab.session.SessionAnswer.Mapped;
import faultline.lab.session.SessionAnswer.NoFile;
import faultline.lab.session.SessionAnswer.NoPlace;
import faultline.lab.session.SessionAnswer.Refused;
import faultline.lab.session.SessionRequest;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.SessionWorker;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "mmap", description = {"A new mapping: anonymous memory, or a file.",
        "The protection and the length may come in either order."},
        footer = {"mmap rw- 64K", "mmap --file a.so r-x 64K"})
final class Mmap implements Command {
    private final SessionWorker session;

    @Parameters(index = "0", paramLabel = "PROT", completionCandidates = Protections.class,
            description = "What may be done with it: rw-, r-x, r--.")
    private String first;

    @Parameters(index = "1", paramLabel = "LENGTH", completionCandidates = Sizes.class,
            description = "How much: 4K, 16M, 0x1000.")
    private String second;

    @Option(names = "--file", paramLabel = "FILE[+OFFSET]", completionCandidates = Files.class,
            description = "Map this file, from this offset on.")
    private String file;

    @Option(names = "--at", paramLabel = "ADDR", completionCandidates = Places.class,
            description = "Put it exactly here, over whatever is there.")
    private String at;

    @Option(names = "--shared", description = "Writes reach the file and everybody who maps it.")
    private boolean shared;

    @Option(names = "--stack", description = "It grows down when touched below its start.")
    private boolean stack;

    @Inject Mmap(SessionWorker session) {
        this.session = session;
    }

    @Override public Answer run() {
        boolean swapped = Grammar.looksLikeSize(first);
        Protection protection = Grammar.protection(swapped ? second : first);
        long length = Grammar.size(swapped ? first : second);
        Place of = file == null ? new Place("", 0) : Grammar.place(file);
        Place fixed = at == null ? new Place("", 0) : Grammar.place(at);
        SessionAnswer answer = session.ask(new SessionRequest.Mmap(at != null, fixed, length, protection,
                shared, stack, of.name(), of.offset()));
        return switch (answer) {
            case Mapped mapped -> Answer.of(Maps.text(List.of(mapped.mapping())),
                    Row.of("address", Row.address(mapped.address()))
                            .and("mapping", Maps.row(mapped.mapping())));
            case Refused refused -> Refusal.of("mmap", refused);
            case NoPlace no -> throw Refusal.of(no);
            case NoFile no -> throw Refusal.of(no);
            default -> throw new IllegalStateException("mmap answered " + answer);
        };
    }
}
