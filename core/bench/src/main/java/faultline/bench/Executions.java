package faultline.bench;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.lab.Exploration;
import faultline.lab.Explorer;
import faultline.lab.Scenario;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How many executions the explorer tries a second, on one core, and how much memory it keeps.
///
/// You should see: two tasks that pass messages, at least 200,000 executions a second without old values, 50,000 with;
/// `kept` the same in the first row and in the last, because a search keeps one execution however many it tries; eight
/// tasks are no trouble.
///
/// Do not believe it if: the JVM was started without `--add-exports java.base/jdk.internal.vm=faultline.lab` (then
/// threads stand in for continuations, and it is many times slower).
///
/// A second is one of the processor's, so that neighbours disturb little; they still share its caches.
///
/// `core/bench/executions [SECONDS]` runs it with 512 MB.
final class Executions {
    private static final int ROUNDS = 3;

    private Executions() {
    }

    /// One task stores message after message, each behind a flag; all others look. No two lines of it are ordered.
    private record Messages(int messages, int readers) implements Scenario {
        @Override public String name() {
            return messages + (messages == 1 ? " message" : " messages") + ", " + (readers + 1) + " tasks";
        }

        @Override public List<String> tasks() {
            List<String> tasks = new ArrayList<>(List.of("writer"));
            for (int i = 0; i < readers; i++) {
                tasks.add("reader " + i);
            }
            return tasks;
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Owner owner = new Owner(memory);
            Word message = memory.line(owner).word("message", 0);
            Word flag = memory.line(owner).word("flag", 0);
            return (which, task) -> {
                for (int i = 1; i <= messages; i++) {
                    if (which == 0) {
                        message.writeOnce(i);
                        flag.writeOnce(i);
                    } else if (flag.readOnce() + message.readOnce() < 0) {
                        return "never";
                    }
                }
                return "";
            };
        }
    }

    private static final class Owner extends KernelObject {
        Owner(Memory memory) {
            super(memory, "data", 0);
        }
    }

    static void main(String[] arguments) {
        Duration time = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 3);
        Explorer weak = Explorer.create().within(time);
        Explorer strong = weak.within(new Explorer.Bounds(Integer.MAX_VALUE, 0));
        System.out.printf("%-24s %-12s %12s %14s %8s%n", "scenario", "old values", "executions", "a second", "kept");
        for (int round = 0; round < ROUNDS; round++) {
            row(new Messages(1, 1), "no, random", strong, true);
            row(new Messages(1, 1), "yes, random", weak, true);
            row(new Messages(6, 1), "no", strong, false);
            row(new Messages(6, 1), "yes", weak, false);
            row(new Messages(2, 7), "no", strong, false);
            row(new Messages(2, 7), "yes", weak, false);
        }
    }

    private static void row(Scenario scenario, String old, Explorer explorer, boolean random) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        Exploration found = random ? explorer.hunt(scenario, 1) : explorer.explore(scenario);
        double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
        System.gc();
        long kept = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf(Locale.ROOT, "%-24s %-12s %12d %14.0f %5d MB%n", scenario.name(), old, found.executions(),
                found.executions() / seconds, kept >> 20);
    }
}
