package faultline.lab.linux;

import faultline.lab.workload.Cast;
import faultline.lab.workload.Layout;
import faultline.lab.workload.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What can be measured of the kernel beneath, and the control beside it.
public enum RealWorkload {
    PAGE_FAULT1("page_fault1", "touch a new page of anonymous memory; now and then give all back"),
    ZERO_PAGE("zero-page", "read a page that is not there: the cheapest fault, which shows locks best"),
    TRIG_UPROBE_NOP("trig-uprobe-nop", "call a function that begins with a probed nop"),
    /// No business of the kernel's: whether there were processors for all threads.
    ALU("alu", "multiply some hundred times, and ask the kernel for nothing");

    private final String typed;
    private final String summary;

    RealWorkload(String typed, String summary) {
        this.typed = typed;
        this.summary = summary;
    }

    /// The parts of readers and of writers. `ending` gives back what they share, when nobody plays any more.
    public record Rig(List<Part> readers, List<Part> writers, Runnable ending) {
    }

    public static Optional<RealWorkload> named(String name) {
        return Stream.of(values()).filter(workload -> workload.typed.equals(name)).findFirst();
    }

    /// As a student types it.
    public String typed() {
        return typed;
    }

    /// One line for the list.
    public String summary() {
        return summary;
    }

    /// Sets it up in this process. `library` is where the [Trigger] lies, for what needs it.
    public Rig prepare(Cast cast, Path library) {
        List<Part> readers = new ArrayList<>();
        boolean owns = cast.layout() == Layout.OWN;
        Trigger trigger = this == TRIG_UPROBE_NOP ? probed(library) : null;
        long slice = (long) cast.pages() * LibC.PAGE_SIZE;
        RealPages shared = touches() && !owns ? new RealPages(cast.threads() * slice) : null;
        for (int thread = 0; thread < cast.threads(); thread++) {
            readers.add(switch (this) {
                case PAGE_FAULT1, ZERO_PAGE -> new RealTouch(owns ? new RealPages(slice) : shared,
                        owns ? 0 : thread * slice, cast.pages(), this == PAGE_FAULT1, owns);
                case TRIG_UPROBE_NOP -> new ProbedCalls(trigger);
                case ALU -> new Multiplications();
            });
        }
        List<Part> writers = Stream.generate(RealElsewhere::new).limit(cast.writers()).map(Part.class::cast)
                .toList();
        return new Rig(readers, writers, shared == null ? () -> { } : shared::unmap);
    }

    /// All but the control.
    public boolean asksKernel() {
        return this != ALU;
    }

    private boolean touches() {
        return this == PAGE_FAULT1 || this == ZERO_PAGE;
    }

    private static Trigger probed(Path library) {
        Trigger trigger = Trigger.load(library);
        if (!trigger.look().probed()) {
            throw new IllegalStateException("the probe is not there any more");
        }
        return trigger;
    }
}
