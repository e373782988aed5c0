package faultline.repl.work;

import jakarta.inject.Inject;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import faultline.host.Trouble;
import faultline.host.bench.QuietJob;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.host.worker.Workers;
import faultline.lab.bench.Quiet;
import faultline.lab.linux.YourKernel;

/// Looks at what Faultline stands on: the JDK, the terminal, the machine, the kernel. Changes nothing.
public final class Checkup {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final List<String> TRACING = List.of("/sys/kernel/tracing", "/sys/kernel/debug/tracing");

    private final Workers workers;
    private final YourKernel kernel;

    @Inject Checkup(Workers workers, YourKernel kernel) {
        this.workers = workers;
        this.kernel = kernel;
    }

    /// How well something stands: as it should, with less than there could be, or not at all.
    public enum State { OK, LESS, NO }

    /// @param found what there is
    /// @param fix   how to better it; empty where nothing is to be done
    public record Sign(String part, State state, String found, String fix) {
        static Sign ok(String part, String found) {
            return new Sign(part, State.OK, found, "");
        }
    }

    /// Sign after sign, in the order of what depends on what.
    public List<Sign> all() {
        List<Sign> signs = new ArrayList<>(List.of(jdk(), compiler(), maven(), terminal()));
        signs.addAll(machine());
        signs.addAll(List.of(faults(), uprobes()));
        return signs;
    }

    private static Sign jdk() {
        return Sign.ok("JDK", Runtime.version() + " at " + System.getProperty("java.home"));
    }

    private static Sign compiler() {
        boolean there = ModuleLayer.boot().findModule("jdk.compiler").isPresent()
                || Files.isExecutable(Path.of(System.getProperty("java.home"), "bin", "javac"));
        return there ? Sign.ok("compiler", "javac is there; plugin load takes sources")
                : new Sign("compiler", State.NO, "this JDK has no javac; plugin load takes jars only",
                        "install a whole JDK 25 and set FAULTLINE_JAVA_HOME to it");
    }

    private static Sign maven() {
        return onPath("mvn").map(place -> Sign.ok("Maven", place + "; a new plugin's own tests can run"))
                .orElse(new Sign("Maven", State.LESS, "mvn is not on the PATH, so tests of plugins cannot run",
                        "install it (Debian: apt-get install maven; macOS: brew install maven)"));
    }

    private static Sign terminal() {
        String term = System.getenv("TERM");
        boolean dumb = term == null || term.equals("dumb");
        boolean wide = StandardCharsets.UTF_8.name().equalsIgnoreCase(System.getProperty("stdout.encoding"));
        if (System.console() == null || !System.console().isTerminal()) {
            return Sign.ok("terminal", "none: answers are plain text");
        }
        if (dumb) {
            return new Sign("terminal", State.LESS, "TERM is " + (term == null ? "not set" : term)
                    + ": no colours, no line editing", "export TERM=xterm-256color");
        }
        return wide ? Sign.ok("terminal", term + ", UTF-8")
                : new Sign("terminal", State.LESS, term + ", " + System.getProperty("stdout.encoding")
                        + ": plots and pictures lose their lines", "export LC_ALL=C.UTF-8");
    }

    private List<Sign> machine() {
        List<Quiet> seen = new ArrayList<>();
        try (Worker worker = workers.start(WorkerSpec.interactive("faultline.lab"))) {
            Optional<Trouble> trouble = worker.run(QuietJob.class, LOOK.toNanos(), seen::add)
                    .trouble("doctor");
            if (trouble.isPresent()) {
                throw trouble.get();
            }
        }
        return List.of(processors(seen.getFirst()), pinning(seen.getFirst()), noise(seen.getFirst()));
    }

    private static Sign processors(Quiet quiet) {
        int here = quiet.processors();
        return here > 1 ? Sign.ok("processors", here + "; rows of up to " + here + " threads can be measured")
                : new Sign("processors", State.LESS, "one; no two threads ever run at once, so measured rows"
                        + " cannot show how a lock scales", "simulate predicts more than there are");
    }

    private static Sign pinning(Quiet quiet) {
        return quiet.pinned() ? Sign.ok("pinning", "a thread can be tied to a processor")
                : new Sign("pinning", State.LESS, "threads cannot be tied to processors; rows spread more",
                        "run on Linux, outside of a sandbox that forbids sched_setaffinity");
    }

    private static Sign noise(Quiet quiet) {
        String gap = String.format(Locale.ROOT, "longest gap %.0f µs", quiet.longestGapMicros());
        if (quiet.lost() < 0) {
            return new Sign("noise", State.LESS, "this system does not say who else ran; " + gap,
                    "close what you do not need while you measure");
        }
        String lost = String.format(Locale.ROOT, "a busy thread waited %.1f %% of the time, %s",
                100 * quiet.lost(), gap);
        return quiet.lost() <= Quiet.TOLERABLE ? Sign.ok("noise", lost)
                : new Sign("noise", State.LESS, lost + "; measured rows will be marked ~",
                        "end what else runs; top shows it");
    }

    private Sign faults() {
        return kernel.isLinux() ? Sign.ok("your kernel", kernel.name().substring(YourKernel.NAME.length() + 1)
                + "; a fault takes " + kernel.faultLock() + "; kernel page_fault1 measures it")
                : new Sign("your kernel", State.LESS, kernel.system() + ", which is not measured",
                        "the kernel command needs Linux; all else works");
    }

    private Sign uprobes() {
        if (!kernel.isLinux()) {
            return new Sign("uprobes", State.LESS, "only Linux has them", "hit and probe simulate them");
        }
        Optional<String> mounted = TRACING.stream()
                .filter(place -> Files.exists(Path.of(place, "uprobe_events"))).findFirst();
        if (mounted.isPresent() && Files.isWritable(Path.of(mounted.get(), "uprobe_events"))) {
            return Sign.ok("uprobes", "this user may add one; kernel trig-uprobe-nop measures it");
        }
        return new Sign("uprobes", State.LESS, mounted.isPresent() ? "an administrator may add one"
                : "the kernel's tracing is not mounted, or not to be seen by this user",
                "kernel trig-uprobe-nop prints the line that an administrator has to type");
    }

    private static Optional<Path> onPath(String tool) {
        String path = System.getenv("PATH");
        return Stream.of(path == null ? new String[0] : path.split(File.pathSeparator))
                .filter(place -> !place.isEmpty()).map(place -> Path.of(place, tool))
                .filter(Files::isExecutable).findFirst();
    }
}
