package faultline.repl.command;

import faultline.lab.Scenarios;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;
import faultline.repl.work.OwnScenarios;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;

/// What can be played: the scenarios of the exercise under way, those that need no strategy, then the others.
final class Playable implements Choices {
    private final OwnScenarios own;

    @Inject Playable(OwnScenarios own) {
        this.own = own;
    }

    @Override public List<Choice> all() {
        return Stream.concat(Subjects.ownChoices(own), Stream.concat(Scenarios.plain().stream(),
                Scenarios.over(null).stream()).map(one -> new Choice(one.name(), one.summary()))).toList();
    }
}
