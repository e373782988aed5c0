package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.List;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;
import faultline.repl.work.Strategies;

/// The installed strategies.
final class StrategyNames implements Choices {
    private final Strategies strategies;

    @Inject StrategyNames(Strategies strategies) {
        this.strategies = strategies;
    }

    @Override public List<Choice> all() {
        return strategies.all().stream().map(strategy -> new Choice(strategy.name(), strategy.summary()))
                .toList();
    }
}
