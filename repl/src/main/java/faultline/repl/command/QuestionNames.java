package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.List;
import faultline.course.student.Studies;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;

/// What the current exercise asks.
final class QuestionNames implements Choices {
    private final Studies studies;

    @Inject QuestionNames(Studies studies) {
        this.studies = studies;
    }

    @Override public List<Choice> all() {
        return studies.current().stream().flatMap(exercise -> exercise.asks().stream())
                .map(ask -> new Choice(ask.id(), ask.text())).toList();
    }
}
