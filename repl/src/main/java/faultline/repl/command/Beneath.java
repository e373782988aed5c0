package faultline.repl.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.linux.RealWorkload;
import faultline.lab.linux.Trigger;
import faultline.lab.linux.YourKernel;
import faultline.lab.workload.Layout;
import faultline.repl.text.Choice;
import faultline.repl.text.Nearest;
import faultline.repl.work.Measurements;
import faultline.repl.work.ProbeLibrary;

/// The kernel beneath, as far as it can be measured here. What is missing is said before anything runs.
final class Beneath {
    private final YourKernel kernel;
    private final Measurements measurements;
    private final ProbeLibrary library;

    @Inject Beneath(YourKernel kernel, Measurements measurements, ProbeLibrary library) {
        this.kernel = kernel;
        this.measurements = measurements;
        this.library = library;
    }

    /// What its rows are called. A trouble if `workload` cannot be measured here and now.
    String ready(RealWorkload workload, Layout layout) {
        if (!kernel.isLinux()) {
            throw new Trouble(Exit.INCONCLUSIVE, YourKernel.NAME + " is that of " + kernel.system()
                    + "; only Linux can be measured").next("bench page_fault1 --quick");
        }
        if (workload == RealWorkload.TRIG_UPROBE_NOP) {
            if (layout == Layout.OWN) {
                throw new Trouble(Exit.USAGE, "--layout: no VMA for each thread with " + workload.typed())
                        .why("all threads call one function in one mapping")
                        .next("kernel " + workload.typed());
            }
            lookForProbe();
        }
        return kernel.name();
    }

    private void lookForProbe() {
        Path built = library.built();
        Trigger.Sight sight = measurements.look(built);
        if (!sight.probed()) {
            ProbeEvent event = ProbeEvent.on(built, sight.offset());
            throw new Trouble(Exit.INCONCLUSIVE, kernel.name() + ": no probe is on the function yet")
                    .why("an administrator adds it with\n  " + event.add() + "\nand removes it with\n  "
                            + event.remove())
                    .next("kernel " + RealWorkload.TRIG_UPROBE_NOP.typed());
        }
    }

    /// What is to be done when everything was measured; mostly nothing.
    String afterwards(RealWorkload workload) {
        return workload != RealWorkload.TRIG_UPROBE_NOP ? ""
                : "The probe stays until an administrator removes it with\n  "
                        + ProbeEvent.on(library.path(), 0).remove() + "\n";
    }

    /// The workload of that name; a trouble that says which there are. `command` is what was typed before it.
    RealWorkload workload(String name, String command) {
        return RealWorkload.named(name).filter(RealWorkload::asksKernel)
                .orElseThrow(() -> unknown(name, command));
    }

    private static Trouble unknown(String name, String command) {
        List<String> names = new RealWorkloads().all().stream().map(Choice::value).toList();
        Trouble trouble = new Trouble(Exit.USAGE, YourKernel.NAME + " is not measured with '" + name + "'");
        return Nearest.to(name, names)
                .map(near -> trouble.why("did you mean " + near + "?").next(command + " " + near))
                .orElseGet(() -> trouble.why("there are: " + String.join(", ", names)).next("help kernel"));
    }

    /// What it locks with while it does that.
    String lock(RealWorkload workload) {
        return workload == RealWorkload.TRIG_UPROBE_NOP ? kernel.lookupLock() : kernel.faultLock();
    }

    /// The same in a sentence that says where it is known from.
    String about(RealWorkload workload) {
        return "%s: %s %s (derived from its release, %s).".formatted(kernel.name(),
                workload == RealWorkload.TRIG_UPROBE_NOP ? "a hit finds its VMA under" : "a fault takes",
                lock(workload), kernel.release());
    }

    String release() {
        return kernel.release();
    }
}
