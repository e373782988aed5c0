package faultline.repl.command;

import faultline.lab.Scenarios;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;
import java.util.List;
import java.util.stream.Stream;

/// What can be played: the scenarios that need no strategy, then the others.
final class Playable implements Choices {
    @Override public List<Choice> all() {
        return Stream.concat(Scenarios.plain().stream(), Scenarios.over(null).stream())
                .map(one -> new Choice(one.name(), one.summary())).toList();
    }
}
