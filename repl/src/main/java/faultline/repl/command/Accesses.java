package faultline.repl.command;

import java.util.List;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;

/// What user code can do to an address.
final class Accesses implements Choices {
    @Override public List<Choice> all() {
        return List.of(new Choice("r", "read"), new Choice("w", "write"), new Choice("x", "execute"));
    }
}
