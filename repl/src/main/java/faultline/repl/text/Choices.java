package faultline.repl.text;

import java.util.Iterator;
import java.util.List;

/// What may stand at some place of a command line, for completion.
@FunctionalInterface
public interface Choices extends Iterable<String> {

    List<Choice> all();

    @Override default Iterator<String> iterator() {
        return all().stream().map(Choice::value).iterator();
    }
}
