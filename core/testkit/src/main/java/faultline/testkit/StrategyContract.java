package faultline.testkit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import faultline.host.ModulePath;
import faultline.host.Trouble;
import faultline.host.check.Examiner;
import faultline.host.plugin.Plugin;
import faultline.host.plugin.PluginCatalog;
import faultline.host.worker.Worker;
import faultline.lab.Verdict;
import faultline.lab.contract.Examination;
import faultline.lab.contract.Examination.Depth;
import faultline.lab.contract.Finding;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;

/// Everything that is asked of a strategy before it is believed, one test for each part: what one task at a time may
/// expect, random calls against the model, threads that get in each other's way, every order of steps of the scenario
/// library. What was not looked at does not pass.
///
/// Each part has a worker JVM of its own. So the strategy must be provided by a module, as `plugin load` wants it too,
/// and an endless loop, a `System.exit` or a heap full of garbage is one failed test.
public abstract class StrategyContract {

    protected StrategyContract() {
    }

    /// The strategy's name, as its `name()` answers.
    protected abstract String strategy();

    @TestFactory
    final Stream<DynamicTest> it_keeps_its_promises() {
        Plugin plugin = plugin();
        return Examination.parts(Depth.USUAL).stream().map(part -> dynamicTest(part.name(), () -> ask(plugin, part)));
    }

    private Plugin plugin() {
        PluginCatalog catalog = PluginCatalog.of(ModulePath.ofThisJvm(), List.of());
        return catalog.named(strategy()).orElseThrow(() -> new AssertionFailedError("no module provides a strategy '"
                + strategy() + "'\n  provided are: "
                + catalog.plugins().stream().map(Plugin::name).collect(Collectors.joining(", "))
                + catalog.rejected().stream().map(no -> "\n  " + no.place() + " " + no.reason())
                        .collect(Collectors.joining())
                + "\n  module-info.java says: provides faultline.kernel.lock.LockStrategy with …"));
    }

    private static void ask(Plugin plugin, Examination.Part part) {
        try (Worker worker = Worker.start(Examiner.spec(plugin))) {
            Finding finding = Examiner.ask(worker, plugin, part.name(), Depth.USUAL, doing -> { });
            if (finding.verdict() != Verdict.PASS) {
                throw new AssertionFailedError(plugin.name() + ": " + finding.verdict() + ", " + finding.bound() + "\n"
                        + finding.told());
            }
        } catch (Trouble trouble) {
            throw new AssertionFailedError(trouble.text());
        }
    }
}
