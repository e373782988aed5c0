package faultline.repl.command;

import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.workload.Workload;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;
import faultline.repl.text.Nearest;

/// What can be measured.
final class Workloads implements Choices {
    @Override public List<Choice> all() {
        return Workload.ALL.stream().map(workload -> new Choice(workload.name(), workload.summary()))
                .toList();
    }

    /// The workload of that name; a trouble that names the nearest one. `command` is what was typed before
    /// it.
    static Workload named(String name, String command) {
        return Workload.ALL.stream().filter(workload -> workload.name().equals(name)).findFirst()
                .orElseThrow(() -> unknown(name, command));
    }

    private static Trouble unknown(String name, String command) {
        List<String> names = Workload.ALL.stream().map(Workload::name).toList();
        Trouble trouble = new Trouble(Exit.USAGE, "no workload is named '" + name + "'");
        return Nearest.to(name, names)
                .map(near -> trouble.why("did you mean " + near + "?").next(command + " " + near))
                .orElseGet(() -> trouble.why("there are: " + String.join(", ", names))
                        .next("help " + command));
    }
}
