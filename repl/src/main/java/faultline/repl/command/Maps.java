package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.List;
import faultline.lab.session.Mapping;
import faultline.lab.session.SessionAnswer.Mappings;
import faultline.lab.session.SessionRequest;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.SessionWorker;
import picocli.CommandLine;

@CommandLine.Command(name = "maps", description = "The mappings, as /proc/PID/maps prints them.",
        footer = {"maps", "maps --json"})
final class Maps implements Command {
    private static final int NAME_COLUMN = 73;

    private final SessionWorker session;

    @Inject Maps(SessionWorker session) {
        this.session = session;
    }

    @Override public Answer run() {
        List<Mapping> mappings = session.ask(new SessionRequest.Maps(), Mappings.class).mappings();
        return Answer.of(text(mappings), rows(mappings));
    }

    static String text(List<Mapping> mappings) {
        StringBuilder lines = new StringBuilder();
        for (Mapping m : mappings) {
            String line = "%08x-%08x %s %08x %s %d".formatted(m.start(), m.end(), m.permissions(), m.offset(),
                    m.device(), m.inode());
            String room = " ".repeat(Math.max(1, NAME_COLUMN - line.length()));
            lines.append(m.name().isEmpty() ? line : line + room + m.name()).append('\n');
        }
        return lines.toString();
    }

    static List<Row> rows(List<Mapping> mappings) {
        return mappings.stream().map(Maps::row).toList();
    }

    static Row row(Mapping mapping) {
        return Row.of("start", Row.address(mapping.start())).and("end", Row.address(mapping.end()))
                .and("permissions", mapping.permissions()).and("offset", mapping.offset())
                .and("device", mapping.device()).and("inode", mapping.inode()).and("name", mapping.name());
    }
}
