package faultline.repl.work;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import faultline.course.Ask;
import faultline.course.Exercise;
import faultline.course.student.Studies;

/// What a student types next. Every screen of the course ends with it.
public final class NextStep {
    private final Studies studies;

    @Inject NextStep(Studies studies) {
        this.studies = studies;
    }

    /// After a screen that showed nothing of an exercise that has failed.
    public String of(Exercise exercise) {
        if (studies.entry(exercise).passed()) {
            return "explain";
        }
        if (!studies.entry(exercise).started()) {
            return "start " + exercise.id();
        }
        List<Ask> open = studies.openPredictions(exercise);
        if (!open.isEmpty()) {
            return "predict " + open.getFirst().id();
        }
        return unanswered(exercise).map(ask -> "answer " + ask.id()).orElse("check");
    }

    /// The first question that waits for an answer and was not skipped.
    public Optional<Ask> unanswered(Exercise exercise) {
        return studies.unanswered(exercise).stream()
                .filter(ask -> !studies.entry(exercise).guesses().containsKey(ask.id())).findFirst();
    }

    /// As the last line of a screen.
    public String line(Exercise exercise) {
        return line(of(exercise));
    }

    public static String line(String command) {
        return "next: " + command + "\n";
    }
}
