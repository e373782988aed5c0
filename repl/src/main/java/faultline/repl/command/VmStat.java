package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.List;
import faultline.lab.session.Counter;
import faultline.lab.session.SessionAnswer.CounterList;
import faultline.lab.session.SessionRequest;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Table;
import faultline.repl.work.SessionWorker;
import picocli.CommandLine;

@CommandLine.Command(name = "vmstat",
        description = "The counters of the fault path, named as in /proc/vmstat.",
        footer = {"vmstat", "vmstat --json"})
final class VmStat implements Command {
    private final SessionWorker session;

    @Inject VmStat(SessionWorker session) {
        this.session = session;
    }

    @Override public Answer run() {
        List<Counter> counters = session.ask(new SessionRequest.Counters(), CounterList.class).counters();
        Table table = new Table().words("").numbers("").words("");
        counters.forEach(c -> table.row(c.name(), Long.toString(c.value()), meaning(c.name())));
        return Answer.of(table.toString(), rows(counters));
    }

    static List<Row> rows(List<Counter> counters) {
        return counters.stream().map(c -> Row.of("name", c.name()).and("value", c.value())).toList();
    }

    static String meaning(String counter) {
        return switch (counter) {
            case "vma_lock_success" -> "faults handled to the end under the VMA's lock";
            case "vma_lock_abort" -> "the reader did not get in: mmap_lock was taken";
            case "vma_lock_retry" -> "the reader got in, but ended under mmap_lock";
            case "vma_lock_miss" -> "the VMA that was found was detached";
            case "pgfault" -> "faults of any kind";
            case "pgmajfault" -> "faults that waited for the device";
            case "uprobe_lookup_success" -> "hits that the look alone answered";
            case "uprobe_lookup_fallback" -> "hits that took mmap_lock to look again";
            default -> "";
        };
    }
}
