package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import faultline.lab.session.Mapping;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;
import faultline.repl.text.Row;
import faultline.repl.work.SessionWorker;

/// Where something is mapped now: names of files, then addresses.
final class Places implements Choices {
    private final SessionWorker session;

    @Inject Places(SessionWorker session) {
        this.session = session;
    }

    @Override public List<Choice> all() {
        List<Mapping> mappings = session.known();
        List<Choice> places = new ArrayList<>();
        mappings.stream().map(Mapping::name).filter(name -> !name.isEmpty()).distinct()
                .forEach(name -> places.add(new Choice(name, "where it is mapped first")));
        mappings.forEach(m -> places.add(new Choice(Row.address(m.start()),
                m.permissions() + " " + Grammar.text(m.length())
                        + (m.name().isEmpty() ? "" : " " + m.name()))));
        return places;
    }
}
