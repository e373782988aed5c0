package faultline.host.check;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.plugin.Plugin;
import faultline.host.plugin.PluginLayer;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.KernelBug;
import faultline.lab.Exploration;
import faultline.lab.Explorer;
import faultline.lab.Scenario;
import faultline.lab.Simulation;
import faultline.lab.SimulationRow;
import faultline.lab.SimulationSpec;
import faultline.lab.Stuck;
import faultline.lab.Verdict;
import faultline.lab.contract.Contract;
import faultline.lab.contract.Finding;
import faultline.lab.model.SequentialCheck;
import faultline.lab.scan.Offence;
import faultline.lab.scan.Unseen;

/// Compiles what was handed in, scans it, loads it, and answers one question after another about it, or about
/// strategies of the product. A [Trouble] with [Exit#PLUGIN] says that it does not compile or load, or uses what a
/// submission may not: whoever checks hears it before a grader says so.
public record JudgeJob() implements Job<JudgeJob.Order, Evidence> {
    private static final Duration LONG_ENOUGH = Duration.ofHours(1);
    private static final int FRAMES = 6;

    /// @param sources   what was handed in, by names below the source folder; empty: nothing
    /// @param frame     the exercise's own sources, which nobody else may replace
    /// @param questions in the order in which they are answered
    public record Order(Map<String, String> sources, Map<String, String> frame, List<Asked> questions) {
    }

    /// @param of       the strategy that is asked about; none: what was handed in
    /// @param question what is asked
    public record Asked(List<Plugin.Origin> of, Question question) {
    }

    @Override public void run(Order order, JobContext<Evidence> context) throws IOException {
        try (Headroom _ = new Headroom()) {
            Loaded handed = order.sources().isEmpty() && order.frame().isEmpty() ? Loaded.NOTHING
                    : Loaded.scanned(order.sources(), order.frame());
            int number = 0;
            for (Asked asked : order.questions()) {
                if (context.cancelled()) {
                    return;
                }
                Loaded subject = asked.of().isEmpty() ? handed
                        : new Loaded(List.of(PluginLayer.load(asked.of().getFirst())), List.of());
                context.reply(guarded(number++, asked.question(), subject));
            }
        }
    }

    /// What the code throws is an answer like any other.
    static Evidence guarded(int number, Question question, Loaded subject) {
        try {
            return answer(number, question, subject);
        } catch (Trouble ours) {
            throw ours;
        } catch (Unseen blind) {
            return Evidence.of(number, Verdict.UNKNOWN, blind.getMessage(), Offence.told(blind.offences()), "");
        } catch (KernelBug bug) {
            return Evidence.of(number, Verdict.FAIL, "the kernel found a bug: " + bug.getMessage(), "", "");
        } catch (RuntimeException | StackOverflowError | LinkageError thrown) {
            String frames = Stream.of(thrown.getStackTrace()).limit(FRAMES).map(frame -> "at " + frame + "\n")
                    .reduce("", String::concat);
            return Evidence.of(number, Verdict.FAIL, "it threw " + thrown, frames, "");
        }
    }

    private static Evidence answer(int number, Question question, Loaded subject) {
        return switch (question) {
            case Question.Promises() -> promises(number, subject.strategy());
            case Question.Calls(int seeds, int calls) -> calls(number, subject.strategy(), seeds, calls);
            case Question.Explore(String scenario, List<String> dropped, long most, long seed) -> {
                Scenario played = subject.scenario(scenario);
                Explorer explorer = subject.explorer(played).without(Set.copyOf(dropped)).within(LONG_ENOUGH)
                        .upTo(most);
                yield explored(number, seed == 0 ? explorer.explore(played) : explorer.hunt(played, seed));
            }
            case Question.Replay(String scenario, List<String> dropped, String token) -> {
                Scenario played = subject.scenario(scenario);
                yield replayed(number, subject.explorer(played).without(Set.copyOf(dropped)), played, token);
            }
            case Question.Size() -> new Evidence(number, Verdict.PASS, "", "", "", "", "",
                    List.of(Integer.toString(subject.strategy().bytesPerVma())), List.of());
            case Question.Simulate(List<SimulationSpec> specs) -> simulated(number, specs, subject.strategy());
        };
    }

    private static Evidence promises(int number, LockStrategy strategy) {
        Finding finding = Contract.check(strategy, _ -> { });
        return Evidence.of(number, finding.verdict(),
                finding.told().lines().skip(1).findFirst().orElse("").replaceFirst("^found +", ""), finding.told(),
                finding.bound());
    }

    private static Evidence calls(int number, LockStrategy strategy, int seeds, int calls) {
        for (int seed = 1; seed <= seeds; seed++) {
            SequentialCheck.Report report = SequentialCheck.run(strategy, seed, calls);
            if (report.verdict() != Verdict.PASS) {
                String told = report.told().stripIndent();
                return Evidence.of(number, report.verdict(), told.lines().reduce("", (_, last) -> last).strip(),
                        told, "seed " + seed);
            }
        }
        return Evidence.of(number, Verdict.PASS, "", "", seeds * calls
                + " random calls of one task answered as by the model");
    }

    private static Evidence replayed(int number, Explorer explorer, Scenario scenario, String token) {
        try {
            return explored(number, explorer.replay(scenario, token));
        } catch (IllegalArgumentException noToken) {
            return Evidence.of(number, Verdict.UNKNOWN, noToken.getMessage(), "", "");
        }
    }

    private static Evidence explored(int number, Exploration found) {
        List<String> outcomes = List.copyOf(found.outcomes().keySet());
        if (found.failure() != null) {
            Exploration.Failure failure = found.failure();
            String advice = failure.edges().stream().map(edge -> edge.advice() + "\n").collect(Collectors.joining());
            return new Evidence(number, Verdict.FAIL, failure.what(), told(failure), advice, failure.token(),
                    found.covered(), outcomes, List.of());
        }
        String blind = found.covered().startsWith("unknown: ") ? found.covered() : "";
        return new Evidence(number, found.isComplete() ? Verdict.PASS : Verdict.UNKNOWN, blind, "", "", "",
                found.covered(), outcomes, List.of());
    }

    /// The run, without what would have forbidden it, which is for hints to say, and without its first lines, which say
    /// what broke.
    private static String told(Exploration.Failure failure) {
        List<String> lines = failure.report().lines().toList();
        int table = lines.indexOf(lines.stream().filter(line -> line.startsWith("  step ")).findFirst().orElse(""));
        return lines.stream().skip(Math.max(0, table)).takeWhile(line -> !line.startsWith("  needs")
                && !line.startsWith("  replay")).collect(Collectors.joining("\n")).stripTrailing();
    }

    private static Evidence simulated(int number, List<SimulationSpec> specs, LockStrategy strategy) {
        List<SimulationRow> rows = new ArrayList<>();
        for (SimulationSpec spec : specs) {
            String bound = spec.workload() + " on " + spec.cpus() + (spec.cpus() == 1 ? " CPU" : " CPUs");
            try {
                rows.add(Simulation.run(spec, strategy));
            } catch (Stuck stuck) {
                return Evidence.of(number, Verdict.FAIL, "nobody gets any further", stuck.getMessage(), bound);
            } catch (KernelBug bug) {
                return Evidence.of(number, Verdict.FAIL, "the kernel found a bug: " + bug.getMessage(), "", bound);
            }
        }
        return new Evidence(number, Verdict.PASS, "", "", "", "", rows.size() + " simulated rows", List.of(), rows);
    }
}
