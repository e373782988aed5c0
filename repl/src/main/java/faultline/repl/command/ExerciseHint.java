package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import faultline.course.Ask;
import faultline.course.Exercise;
import faultline.course.student.Studies;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;
import faultline.repl.work.NextStep;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "hint", description = {
        "A hint for what the last check told.",
        "Where to look, then the idea, then the shape of the answer: each time one level more."}, footer = {"hint", "hint 3"})
final class ExerciseHint implements Command {
    private final Studies studies;

    @Parameters(index = "0", arity = "0..1", paramLabel = "LEVEL", description = "1, 2 or 3; one more than last "
            + "time by default.")
    private Integer level;

    @Inject ExerciseHint(Studies studies) {
        this.studies = studies;
    }

    @Override public Answer run() {
        if (level != null && (level < 1 || level > 3)) {
            throw new Trouble(Exit.USAGE, "hint: there is no level " + level).why("there are 1, 2 and 3").next("hint");
        }
        Exercise exercise = studies.open();
        Studies.Shown shown = studies.hint(exercise, level == null ? 0 : level);
        List<String> levels = shown.hint().levels().subList(0, shown.level());
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < levels.size(); at++) {
            text.append(Wrapped.text((at + 1) + ". ", "   ", levels.get(at)));
        }
        String next = next(exercise, shown.hint().property());
        return Answer.of(text + NextStep.line(next), Row.of("hint", shown.hint().id())
                .and("level", shown.level()).and("text", levels.getLast()).and("next", next));
    }

    /// What was answered wrong is said again; a lock that broke is edited, and checked.
    private String next(Exercise exercise, String property) {
        Optional<Ask> wrong = studies.entry(exercise).passed() ? Optional.empty() : exercise.ask(property);
        return wrong.map(ask -> Optional.ofNullable(ask.followUp(studies.submission(exercise).seed()))
                .map(again -> "predict " + again.id()).orElse("answer " + ask.id())).orElse("check");
    }
}
