package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;
import faultline.repl.work.Workshop;

/// The strategies that were loaded in this session.
final class LoadedNames implements Choices {
    private final Workshop workshop;

    @Inject LoadedNames(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override public List<Choice> all() {
        return workshop.loaded().values().stream().flatMap(Collection::stream)
                .map(plugin -> new Choice(plugin.name(), plugin.summary())).toList();
    }
}
