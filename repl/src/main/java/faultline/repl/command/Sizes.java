package faultline.repl.command;

import java.util.List;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;

/// A few lengths to begin with.
final class Sizes implements Choices {
    @Override public List<Choice> all() {
        return List.of(new Choice("4K", "one page"), new Choice("64K", "16 pages"),
                new Choice("1M", "256 pages"));
    }
}
