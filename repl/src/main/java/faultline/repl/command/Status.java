package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import faultline.course.Exercise;
import faultline.course.student.Studies;
import faultline.lab.session.Mapping;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;
import faultline.repl.work.Journal;
import faultline.repl.work.SessionWorker;
import picocli.CommandLine;

@CommandLine.Command(name = "status",
        description = "Where this session stands: strategy, mm, exercise, last run.",
        footer = {"status", "status --json"})
final class Status implements Command {
    private static final int WORTH_TELLING = 10;   // seconds
    private static final String INDENT = " ".repeat(10);

    private final SessionWorker session;
    private final Studies studies;
    private final Journal journal;

    @Inject Status(SessionWorker session, Studies studies, Journal journal) {
        this.session = session;
        this.studies = studies;
        this.journal = journal;
    }

    @Override public Answer run() {
        List<Mapping> mappings = session.known();
        long bytes = mappings.stream().mapToLong(Mapping::length).sum();
        String mm = mappings.isEmpty() ? "as a program begins; no command has changed it yet"
                : (mappings.size() == 1 ? "1 mapping, " : mappings.size() + " mappings, ") + Grammar.text(bytes)
                        + (session.changes() == 0 ? "" : session.changes() == 1 ? "; 1 command built it"
                                : "; " + session.changes() + " commands built it");
        Optional<Exercise> exercise = studies.current();
        Optional<Journal.Run> last = journal.last();
        String text = told("strategy", session.strategy().name() + ": " + session.strategy().summary())
                + told("mm", mm)
                + told("exercise", exercise.map(this::told).orElse("none is started; next says where to begin"))
                + told("last run", last.map(Status::told).orElse("none yet; help says what can be run"));
        return Answer.of(text, Row.of("strategy", session.strategy().name()).and("mappings", mappings.size())
                .and("mapped_bytes", bytes).and("changes", session.changes())
                .and("exercise", exercise.map(Exercise::id).orElse(null))
                .and("last_run", last.map(Journal.Run::typed).orElse(null))
                .and("last_exit", last.map(run -> run.exit().code()).orElse(null)));
    }

    private String told(Exercise exercise) {
        return exercise.id() + ": " + exercise.manifest().title()
                + (studies.entry(exercise).passed() ? "; passed" : "; open");
    }

    private static String told(Journal.Run run) {
        String ended = switch (run.exit()) {
            case GOOD -> "ended well";
            case FAILED -> "was checked, and failed";
            case USAGE -> "was not understood";
            case INCONCLUSIVE -> "stayed open";
            case PLUGIN -> "had a plugin that does not build or load";
            case BUG -> "ran into a bug of ours";
            case TIME_LIMIT -> "reached its time limit";
            case INTERRUPTED -> "was stopped";
        };
        long seconds = run.took().toSeconds();
        return run.typed() + "; it " + ended + (seconds < WORTH_TELLING ? "" : " after " + seconds + " s");
    }

    private static String told(String what, String told) {
        return Wrapped.text((what + INDENT).substring(0, INDENT.length()), INDENT, told);
    }
}
