package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.List;
import faultline.course.student.Studies;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;

/// The exercises of the course.
final class ExerciseNames implements Choices {
    private final Studies studies;

    @Inject ExerciseNames(Studies studies) {
        this.studies = studies;
    }

    @Override public List<Choice> all() {
        return studies.course().exercises().stream()
                .map(exercise -> new Choice(exercise.id(), exercise.manifest().title())).toList();
    }
}
