package faultline.repl;

import com.google.inject.Module;
import faultline.course.Course;
import faultline.course.student.Notebook;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.RunToken;
import faultline.lab.calibrate.HostProfile;
import faultline.lab.linux.YourKernel;
import faultline.repl.command.ProvokedCommands;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.MachineProfiles;
import faultline.repl.work.ProbeLibrary;
import faultline.repl.work.RunLog;
import faultline.repl.work.Strategies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How messages are brought about that no typed line brings about alone, by the names that the sessions of
/// [MessagesTest] give them: `! COMMAND: WHAT IS SO`.
final class Provocations {
    private static final String UNREADABLE = "root, who runs tests in a container, may read every folder";
    private static final String OURS = "only a worker of ours with a bug answers so";

    /// The places that make a message which no test can bring about, with the reason.
    static final List<Cannot> CANNOT = List.of(
            new Cannot("Sources.below", UNREADABLE),
            new Cannot("Papers.cannotRead", UNREADABLE),
            new Cannot("LitmusTests.tests", UNREADABLE),
            new Cannot("LitmusTests.decide", "a file that goes between being found and being read"),
            new Cannot("Bench.run", OURS),
            new Cannot("Calibrations.run", OURS),
            new Cannot("Compare.run", OURS),
            new Cannot("Kernel.run", OURS),
            new Cannot("SessionWorker.ask", OURS),
            new Cannot("Simulate.run", OURS),
            new Cannot("Walks.ask", OURS),
            new Cannot("Judge.Seat.ask", OURS),
            new Cannot("Answer.of", "a strategy of ours that fails in the simulator"),
            new Cannot("Strategies.usual", "a product without a strategy"),
            new Cannot("Beneath.lookForProbe", "needs a C compiler, which not every machine has"),
            new Cannot("Explorations.Searching.ask", "takes 30 s: a loop that touches no memory"),
            new Cannot("Grader.ending", "needs Ctrl-C in the middle of one paper"),
            new Cannot("Misuse.other", "what the library that parses objects to for a reason unknown to us"),
            new Cannot("WorkerMain.perform", "made in the worker's own main method; WorkerTest has it"),
            new Cannot("WorkerMain.failure", "made in the worker's own main method; WorkerTest has it"),
            new Cannot("WorkerMain.failure", "an exception that throws when it is printed, in a worker"));

    record Cannot(String place, String why) {
    }


    private static final String STOPPED = "stopped: ";

    private final Desk desk;
    private final Path given;
    private Exit exit = Exit.GOOD;
    private final StringBuilder said = new StringBuilder();
    private final Map<String, Deed> deeds = new TreeMap<>();

    /// Something that ends in a [Trouble], or prints by itself.
    @FunctionalInterface
    interface Deed {
        void run() throws Exception;
    }

    Provocations(Desk desk, Path given) {
        this.desk = desk;
        this.given = given;
        typed();
        measured();
        explored();
        kept();
        new ProvokedJobs(given).deeds().forEach(deeds::put);
    }

    /// Does what is named so. A trouble is printed as the command tree prints it.
    Exit run(String name) {
        if (name.startsWith(STOPPED)) {
            Thread.currentThread().interrupt();
            try {
                return desk.run(name.substring(STOPPED.length()));
            } finally {
                Thread.interrupted();
            }
        }
        Deed deed = deeds.get(name);
        if (deed == null) {
            throw new IllegalArgumentException("no provocation is named '" + name + "'");
        }
        try {
            exit = Exit.GOOD;
            deed.run();
            return exit;
        } catch (Trouble trouble) {
            String command = name.substring(0, name.indexOf(':'));
            String known = command.startsWith("-") ? CommandTree.NO_COMMAND : command;
            said.append(Onward.of(known, List.of(command)).from(trouble).text()).append('\n');
            return trouble.exit();
        } catch (Exception broken) {
            throw new IllegalStateException(name, broken);
        } finally {
            Thread.interrupted();
        }
    }

    /// What was printed since somebody asked.
    String printed() {
        String text = desk.printed() + said;
        said.setLength(0);
        return text;
    }

    private void typed() {
        deeds.put("source: a file name with a NUL", () -> typed("source a\0b"));
        deeds.put("--plugins: an environment that names no plugin", () -> {
            throw Strategies.with(List.of(given.resolve("notes.txt"))).rejected().orElseThrow();
        });
        deeds.put("kernel: a bug of ours", () -> {
            YourKernel broken = new YourKernel(null, null);
            on(binder -> binder.bind(YourKernel.class).toInstance(broken), "kernel page_fault1");
            on(binder -> binder.bind(YourKernel.class).toInstance(broken), "kernel page_fault1 --json");
        });
    }


    private void measured() {
        Path host = given.resolve("host.toml");
        deeds.put("simulate: a profile of this host that is broken", () -> {
            Files.writeString(host, "cpus = 0\n");
            new MachineProfiles(host).named(HostProfile.NAME);
        });
        deeds.put("calibrate: a profile that cannot be written", () -> new MachineProfiles(
                given.resolve("notes.txt/host.toml")).keep(new HostProfile(List.of(), "")));
        deeds.put("report: a page that cannot be written", () -> {
            RunLog runs = new RunLog(given.resolve("runs"));
            runs.keep("simulate", List.of("simulate", "pft"),
                    Answer.of("", Row.of("strategy", "rwsem").and("cpus", 1).and("ops_per_s", 1e6)));
            on(binder -> binder.bind(RunLog.class).toInstance(runs),
                    "report " + given.resolve("notes.txt/page.html"));
        });
        String path = System.getenv("PATH");
        deeds.put("kernel: a cache folder with a blank", () ->
                new ProbeLibrary(given.resolve("a b"), path).built());
        deeds.put("kernel: a cache folder that is a file", () ->
                new ProbeLibrary(given.resolve("notes.txt"), compiler("true")).built());
        deeds.put("kernel: no compiler", () -> new ProbeLibrary(given.resolve("none"), "").built());
        deeds.put("kernel: a compiler that refuses", () ->
                new ProbeLibrary(given.resolve("refused"), compiler("echo no such flag; exit 1")).built());
        deeds.put("kernel: stopped while it builds", () -> {
            Thread.currentThread().interrupt();
            new ProbeLibrary(given.resolve("stopped"), compiler("exec >/dev/null 2>&1 sleep 5")).built();
        });
        deeds.put("kernel: a library that is none", () -> {
            ProbeLibrary library = new ProbeLibrary(given.resolve("broken"), path);
            Files.createDirectories(library.path().getParent());
            Files.writeString(library.path(), "no library");
            on(binder -> binder.bind(ProbeLibrary.class).toInstance(library), "kernel trig-uprobe-nop");
        });
    }

    /// A folder for the search path with such a compiler in it.
    private String compiler(String script) throws IOException {
        Path cc = given.resolve("bin/cc");
        Files.createDirectories(cc.getParent());
        Files.writeString(cc, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(cc, PosixFilePermissions.fromString("rwx------"));
        return cc.getParent().toString();
    }

    private void explored() {
        String plain = RunToken.mark("") + RunToken.mark("message-passing");
        replay("a strategy that is not here",
                "0badb-" + RunToken.mark("nobody") + RunToken.mark("look-at-remap") + "-x");
        replay("a scenario that is not here", "0badb-" + RunToken.mark("") + RunToken.mark("nothing") + "-x");
        replay("a letter that is not here", "0badb-" + plain + RunToken.mark("no letter") + "-x");
        replay("a run that is not here", "0badb-" + plain + "-@0000");
        replay("another build", "0badb-" + plain + "-x");
    }

    private void replay(String what, String token) {
        deeds.put("replay: a token of " + what, () -> typed("replay " + token));
    }

    private void kept() {
        deeds.put("progress: all that has passed", () -> {
            String entries = Course.builtIn().exercises().stream()
                    .map(exercise -> "\"" + exercise.id() + "\":{\"passed\":true}")
                    .collect(Collectors.joining(","));
            Path all = Files.writeString(given.resolve("all.json"),
                    "{\"format\":1,\"seed\":1,\"entries\":{" + entries + "}}");
            typed("progress import " + all);
        });
        deeds.put("check: sources that do not compile", () -> {
            Path source = given.resolve("work/first-plugin/src/main/java/firstlock/FirstLock.java");
            Files.writeString(source, "class {");
            typed("check");
        });
        deeds.put("check: a folder that is gone", () -> {
            Files.move(given.resolve("work/first-plugin"), given.resolve("work/elsewhere"));
            typed("check");
        });
        deeds.put("kernel: what a probe needs", ProvokedCommands::probeEvent);
        deeds.put("progress: a notebook that cannot be written", () -> noted("notes.txt/course.json"));
        deeds.put("progress: a notebook of a newer Faultline", () -> noted("newer/course.json"));
    }

    private void noted(String file) {
        Notebook notebook = new Notebook(given.resolve(file), _ -> { });
        on(binder -> binder.bind(Notebook.class).toInstance(notebook), "progress");
    }

    private void typed(String line) {
        exit = desk.run(line);
    }

    /// Runs a line on another desk.
    private void on(Module instead, String line) {
        try (Desk other = Desk.with(instead)) {
            exit = other.run(line);
            said.append(other.printed());
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
