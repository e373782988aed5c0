package faultline.repl.command;

import java.util.List;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;

/// The usual protections.
final class Protections implements Choices {
    @Override public List<Choice> all() {
        return List.of(new Choice("rw-", "data"), new Choice("r--", "data that stays"),
                new Choice("r-x", "text"), new Choice("---", "nothing: a guard"));
    }
}
