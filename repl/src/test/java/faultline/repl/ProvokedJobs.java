package faultline.repl;

import faultline.course.Submission;
import faultline.host.Exit;
import faultline.host.ModulePath;
import faultline.host.Trouble;
import faultline.host.bench.SimulateJob;
import faultline.host.bench.TriggerJob;
import faultline.host.build.BuildJob;
import faultline.host.check.GradeJob;
import faultline.host.check.JudgeJob;
import faultline.host.check.Question;
import faultline.host.explore.ReplayJob;
import faultline.host.explore.Subject;
import faultline.host.plugin.Blame;
import faultline.host.plugin.Plugin;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.host.worker.Outcome;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.kernel.memory.KernelBug;
import faultline.lab.RunToken;
import faultline.lab.SimulationSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Jobs of ours that end in a [Trouble], run here and not in a worker, so that it is heard who made it; told
/// as what came from a worker is.
final class ProvokedJobs {
    private static final String TOKEN =
            "0badb-" + RunToken.mark("") + RunToken.mark("message-passing") + "-x";
    private static final int TOO_MANY = 1_001;
    private static final int TOO_DEEP = 30_000;

    private final Path given;
    private final Map<String, Provocations.Deed> deeds = new TreeMap<>();

    ProvokedJobs(Path given) {
        this.given = given;
        ended();
        built();
        judged();
        graded();
        run();
    }

    Map<String, Provocations.Deed> deeds() {
        return deeds;
    }

    /// How a worker can end, told of a strategy.
    private void ended() {
        Map<String, Outcome> ends = new LinkedHashMap<>();
        ends.put("did not end", new Outcome.TimedOut(Duration.ofSeconds(10)));
        ends.put("was stopped", new Outcome.Cancelled());
        ends.put("filled the heap", new Outcome.OutOfMemory(512, "Java heap space"));
        ends.put("flooded the output", new Outcome.OutputFlood(1 << 20));
        ends.put("ended the JVM", new Outcome.Exited(3));
        ends.put("crashed the JVM", new Outcome.Crashed("killed by signal 11"));
        ends.put("lied", new Outcome.Misbehaved("a worker does not say Hello"));
        ends.forEach((how, outcome) -> deeds.put("explore: a strategy that " + how, () -> {
            throw outcome.trouble("my-lock").orElseThrow();
        }));
        deeds.put("use: a worker that does not start", () ->
                Worker.start(WorkerSpec.interactive("faultline.lab").flags("-XX:NoSuchFlag")));
        deeds.put("use: a module that is not there", () ->
                ModulePath.ofThisJvm().closure(List.of("faultline.nowhere")));
    }

    private void built() {
        build("a file that is not there", given.resolve("my-lokc"));
        build("a folder without sources", given.resolve("empty"));
        build("a file that is no plugin", given.resolve("notes.txt"));
        build("sources that do not compile", given.resolve("papers/eve"));
        build("sources without a strategy", given.resolve("plain"));
        build("a class in no package", given.resolve("bare"));
        deeds.put("plugin load: a folder that is too large", () -> {
            Path many = Files.createDirectory(given.resolve("many"));
            for (int i = 0; i < TOO_MANY; i++) {
                Files.createFile(many.resolve("C" + i + ".java"));
            }
            tell("my-lock", new BuildJob(), order(many));
        });
    }

    private void build(String what, Path source) {
        job("plugin load: " + what, "my-lock", new BuildJob(), order(source));
    }

    private BuildJob.Order order(Path source) {
        List<String> modules = ModulePath.ofThisJvm().closure(List.of("faultline.kernel")).values().stream()
                .map(Path::toString).toList();
        return new BuildJob.Order(source.toString(), modules, given.resolve("built.jar").toString());
    }

    private void judged() {
        judge("a source that climbs out of its folder", Map.of("../Up.java", ""), new Question.Promises());
        judge("nothing that is a strategy", Map.of(), new Question.Promises());
        judge("a scenario that is not there", Map.of(), new Question.Explore("nowhere", List.of(), 1, 0));
        judge("what a submission may not", handed("private final long now = System.nanoTime();"),
                new Question.Promises());
        judge("a strategy that cannot be made", Map.of("handin/Handin.java", handin("public Handin() { "
                + "throw new IllegalStateException(\"not today\"); }")), new Question.Promises());
    }

    private void judge(String what, Map<String, String> sources, Question question) {
        job("check: " + what, "first-plugin", new JudgeJob(), new JudgeJob.Order(sources, Map.of(),
                List.of(new JudgeJob.Asked(List.of(), question))));
    }

    private void graded() {
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < TOO_MANY; i++) {
            many.put("C" + i + ".java", "");
        }
        deeds.put("grade: a seed that is no number", () ->
                Submission.read(Map.of(), "seed = \"first\"").seed());
        grade("too many files", many, Map.of());
        grade("no Java file", Map.of("module-info.java", ""), Map.of());
        grade("sources that do not compile", Map.of("Eve.java", "class Eva {"), Map.of());
        grade("sources that no compiler takes", Map.of("Deep.java", "class Deep { int i = "
                + "(".repeat(TOO_DEEP) + "1" + ")".repeat(TOO_DEEP) + "; }"), Map.of());
        grade("a class of ours", Map.of("faultline/Own.java", "package faultline; class Own { }"), Map.of());
        grade("what a submission may not", handed("private final long now = System.nanoTime();"), Map.of());
        grade("a constructor that nobody may call", handed("private Handin() { }"), Map.of());
        grade("a constructor that throws",
                handed("public Handin() { throw new IllegalStateException(\"not today\"); }"), Map.of());
        String fails = "static { fail(); } "
                + "static void fail() { throw new IllegalStateException(\"not today\"); }";
        grade("a static initialiser that throws", handed(fails), Map.of());
        grade("a class that could not be initialised", handed(fails), Map.of("ascene/Ascene.java", """
                package ascene;
                public final class Ascene implements faultline.lab.Scenes {
                    public Ascene() {
                        try {
                            new handin.Handin();
                        } catch (ExceptionInInitializerError first) {
                            return;
                        }
                    }
                    @Override public java.util.List<faultline.lab.Scenario> scenarios() {
                        return java.util.List.of();
                    }
                }
                """));
    }

    private static Map<String, String> handed(String member) {
        return Map.of("handin/Handin.java", handin(member));
    }

    /// The odd one, with another member, and without what no submission may.
    private static String handin(String member) {
        return Provocations.text(Path.of("src/test/given/odd/odd/Odd.java"))
                .replace("package odd", "package handin").replace("class Odd", "class Handin")
                .replace("private long count;", member).replace("count++;", "")
                .replaceFirst("throw new KernelBug.*;", "return false;")
                .replaceFirst("import .*KernelBug;", "");
    }

    private void grade(String what, Map<String, String> sources, Map<String, String> frame) {
        job("grade: " + what, "first-plugin", new GradeJob(), new GradeJob.Order(sources, frame, List.of()));
    }

    private void run() {
        job("replay: a run of another build, here", "message-passing", new ReplayJob(),
                new ReplayJob.Order(plain("message-passing"), TOKEN));
        job("replay: a scenario that is not there, here", "faultline", new ReplayJob(),
                new ReplayJob.Order(plain("nowhere"), TOKEN));
        job("kernel: a library that is none, here", "your kernel", new TriggerJob(),
                given.resolve("notes.txt").toString());
        deeds.put("plugin check: a kernel that finds a bug", () -> Blame.on(odd("Odd"), () -> {
            throw new KernelBug("a page is in two mappings");
        }));
        deeds.put("plugin check: a strategy that throws", () -> Blame.on(odd("Odd"), () -> {
            throw new IllegalStateException("not today");
        }));
        SimulationSpec spec = SimulationSpec.of("page_fault1", "icelake-8336c-2s", 1);
        onOdd("simulate: a strategy that finds a bug", new SimulateJob(),
                () -> new SimulateJob.Order(odd("Odd"), List.of(spec)));
        onOdd("simulate: a strategy that waits for nobody", new SimulateJob(),
                () -> new SimulateJob.Order(odd("OddWait"), List.of(spec)));
        onOdd("simulate: a strategy that is not there", new SimulateJob(),
                () -> new SimulateJob.Order(odd("OddNobody"), List.of(spec)));
        onOdd("explore: a strategy that no world can see", new ReplayJob(), () -> new ReplayJob.Order(
                new Subject(List.of(odd("Odd")), Map.of(), "look-at-remap", List.of()), TOKEN));
    }

    private static Subject plain(String scenario) {
        return new Subject(List.of(), Map.of(), scenario, List.of());
    }

    private Plugin.Origin odd(String type) {
        return new Plugin.Origin("odd", "odd." + type, List.of(given.resolve("built.jar").toString()));
    }

    /// An order that needs the odd strategies to be built.
    @FunctionalInterface
    private interface Order<Q> {
        Q get() throws IOException;
    }

    private <Q, R> void onOdd(String name, Job<Q, R> job, Order<Q> order) {
        deeds.put(name, () -> {
            new BuildJob().run(order(given.resolve("odd")), new JobContext<>(_ -> { }));
            tell("odd", job, order.get());
        });
    }

    private <Q, R> void job(String name, String subject, Job<Q, R> job, Q order) {
        deeds.put(name, () -> tell(subject, job, order));
    }

    private static <Q, R> void tell(String subject, Job<Q, R> job, Q order) throws Exception {
        try {
            job.run(order, new JobContext<R>(_ -> { }));
        } catch (Trouble trouble) {
            throw new Outcome.Failed(trouble, "").trouble(subject).orElseThrow();
        }
        throw new Trouble(Exit.BUG, "nothing happened");
    }
}
