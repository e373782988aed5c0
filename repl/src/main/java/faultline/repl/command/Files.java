package faultline.repl.command;

import java.util.List;
import faultline.lab.session.SessionFile;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;

/// The files that every session has.
final class Files implements Choices {
    @Override public List<Choice> all() {
        return SessionFile.ALL.stream().map(file -> new Choice(file.name(), file.summary())).toList();
    }
}
