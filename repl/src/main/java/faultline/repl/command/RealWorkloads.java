package faultline.repl.command;

import java.util.List;
import java.util.stream.Stream;
import faultline.lab.linux.RealWorkload;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;

/// What the kernel beneath can be measured with.
final class RealWorkloads implements Choices {
    @Override public List<Choice> all() {
        return Stream.of(RealWorkload.values()).filter(RealWorkload::asksKernel)
                .map(workload -> new Choice(workload.typed(), workload.summary())).toList();
    }
}
