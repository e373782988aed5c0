package faultline.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import faultline.host.ModulePath;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.host.worker.Outcome;
import faultline.host.worker.TestWorkers;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A worker makes the one strategy it was started for; one that does not load costs a message.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class PluginLayerTest {
    private final List<String> replies = new ArrayList<>();

    @TempDir private Path folder;

    /// Loads a strategy and tells its name, then the product's modules that its worker has.
    record Loads() implements Job<Plugin.Origin, String> {
        @Override public void run(Plugin.Origin origin, JobContext<String> context) {
            context.reply(PluginLayer.load(origin).name());
            ModuleLayer.boot().modules().stream().map(Module::getName)
                    .filter(name -> name.startsWith("faultline.")).sorted().forEach(context::reply);
        }
    }

    @Test
    void a_built_in_strategy_is_the_only_one_in_its_worker() throws IOException {
        ModulePath product = PluginCatalogTest.product(
                TestPlugin.named("faultline.one", "one").exploded(folder),
                TestPlugin.named("faultline.two", "two").exploded(folder));
        Plugin one = PluginCatalog.of(product, List.of()).named("one").orElseThrow();

        assertEquals(new Outcome.Finished(), outcome(TestWorkers.SPEC, product, one));
        assertEquals(List.of("one", "faultline.host", "faultline.kernel", "faultline.lab", "faultline.one"),
                replies);
    }

    @Test
    void an_external_strategy_gets_a_layer_with_what_it_requires_from_either_side() throws IOException {
        ModulePath product = PluginCatalogTest.product(TestPlugin.named("faultline.one", "one")
                .declaration("exports MODULE; requires faultline.kernel; "
                        + "provides faultline.kernel.lock.LockStrategy with MODULE.Lock;").exploded(folder));
        Path base = TestPlugin.named("student.base", "base")
                .declaration("exports MODULE; requires faultline.kernel;").jar(folder);
        Path mine = TestPlugin.named("student.mine", "my-lock").declaration("""
                requires faultline.kernel;
                requires faultline.one;
                requires student.base;
                provides faultline.kernel.lock.LockStrategy with MODULE.Lock;
                """).members("Object one = new faultline.one.Lock(), base = new student.base.Lock();")
                .jar(folder);
        Plugin plugin = PluginCatalog.of(product, List.of(base, mine)).named("my-lock").orElseThrow();

        assertEquals(new Outcome.Finished(), outcome(TestWorkers.SPEC, product, plugin));
        assertEquals(
                List.of("my-lock", "faultline.host", "faultline.kernel", "faultline.lab", "faultline.one"),
                replies);
    }

    @Test
    void a_constructor_that_throws_is_named() throws IOException {
        assertEquals("""
                my-lock: module 'student.mine' does not load
                  its constructor threw java.lang.IllegalStateException: not today
                  at student.mine.Lock""",
                told("public Lock() { throw new IllegalStateException(\"not today\"); }"));
    }

    @Test
    void a_static_initialiser_that_throws_is_named() throws IOException {
        assertEquals("""
                my-lock: module 'student.mine' does not load
                  its static initialiser threw java.lang.ArithmeticException: / by zero
                  at student.mine.Lock""",
                told("static int zero = 0; static int broken = 1 / zero;"));
    }

    @Test
    void a_static_initialiser_that_exits_costs_a_message() throws IOException {
        assertEquals("""
                my-lock: ended the JVM with exit code 7
                  a strategy must not call System.exit or Runtime.halt""",
                told("static { System.exit(7); }"));
    }

    @Test
    void a_constructor_that_never_returns_costs_its_time_limit() throws IOException {
        assertEquals("my-lock: did not end within 500 ms",
                told(TestWorkers.SPEC.time(Duration.ofMillis(500)),
                        "public Lock() { while (true) Thread.onSpinWait(); }"));
    }

    private String told(String members) throws IOException {
        return told(TestWorkers.SPEC, members);
    }

    private String told(WorkerSpec limits, String members) throws IOException {
        Path mine = TestPlugin.named("student.mine", "my-lock").members(members).exploded(folder);
        ModulePath product = PluginCatalogTest.product();
        Plugin plugin = PluginCatalog.of(product, List.of(mine)).named("my-lock").orElseThrow();
        return outcome(limits, product, plugin).trouble(plugin.name()).orElseThrow().text();
    }

    private Outcome outcome(WorkerSpec limits, ModulePath product, Plugin plugin) {
        try (Worker worker = Worker.start(limits.path(product).roots(plugin.needs()))) {
            return worker.run(Loads.class, plugin.origin(), replies::add);
        }
    }
}
