package faultline.repl.work;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.WholeFile;
import faultline.lab.Exploration.Edge;
import faultline.lab.Exploration.Failure;
import faultline.lab.Exploration.Step;
import faultline.lab.RunToken;
import faultline.repl.text.Answer;
import faultline.repl.text.Json;
import faultline.repl.text.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What was found last, in the user's state folder, so that it outlives the command that found it.
///
/// `last.json` is one object, `{"schema":"faultline/failure/1","rows":[ROW]}`, and its row has, in this order:
///
/// ```
/// strategy  what ran; "" for a scenario that needs none        scenario  its name
/// tasks     ["look","grow","worker"]; the index is the CPU     dropped   ["A"], the letters that were left out
/// cause     one sentence                                       what      what broke, with values
/// steps     [{number, task, word, text, mark, note, source, weight}], as Exploration.Step says
/// edges     [{letter, source, advice}], the orders that would have forbidden it
/// token     for `replay TOKEN`                                 report    all of it as text
/// ```
///
/// `NAME.run` holds the decisions of a run that is too long for a token; the token names it.
public final class FailureFile {
    private static final String LAST = "last.json";

    private final Path folder;
    private final List<String> tokens = new ArrayList<>();   // of this session

    /// @param folder made when the first failure is kept
    public FailureFile(Path folder) {
        this.folder = folder;
    }

    /// Keeps it as the last one, and its run if the token names a file.
    public synchronized void keep(Failure failure) {
        tokens.remove(failure.token());
        tokens.addFirst(failure.token());
        try {
            WholeFile.write(folder.resolve(LAST), Json.of("failure", Answer.of("", row(failure))) + "\n");
            RunToken token = RunToken.parse(failure.token());
            if (token.isSaved()) {
                WholeFile.write(folder.resolve(token.file()), failure.run() + "\n");
            }
        } catch (IOException withoutIt) {
            return;   // the report has been printed; only what comes later goes without
        }
    }

    /// Where the last failure is, if there was one.
    public Optional<Path> last() {
        return Optional.of(folder.resolve(LAST)).filter(Files::isRegularFile);
    }

    /// The tokens of this session, the last first.
    public synchronized List<String> tokens() {
        return List.copyOf(tokens);
    }

    /// The token with its decisions in it.
    public RunToken whole(RunToken token) {
        if (!token.isSaved()) {
            return token;
        }
        try (Stream<String> lines = Files.lines(folder.resolve(token.file()))) {
            return token.with(lines.findFirst().orElse("x").strip());
        } catch (IOException gone) {
            throw new Trouble(Exit.USAGE, "the run of this token is not here").why("it was saved as "
                    + token.file() + " by whoever found it, and there is no such file").where(folder.toString())
                    .next("help explore");
        }
    }

    /// As rows for programs have it.
    public static Row row(Failure failure) {
        return Row.of("strategy", failure.strategy()).and("scenario", failure.scenario())
                .and("tasks", failure.tasks()).and("dropped", failure.dropped())
                .and("cause", failure.cause()).and("what", failure.what())
                .and("steps", failure.steps().stream().map(FailureFile::row).toList())
                .and("edges", failure.edges().stream().map(FailureFile::row).toList())
                .and("token", failure.token()).and("report", failure.report());
    }

    private static Row row(Step step) {
        return Row.of("number", step.number()).and("task", step.task()).and("word", step.word())
                .and("text", step.text()).and("mark", step.mark()).and("note", step.note())
                .and("source", step.source()).and("weight", step.weight());
    }

    private static Row row(Edge edge) {
        return Row.of("letter", edge.letter()).and("source", edge.source()).and("advice", edge.advice());
    }
}
