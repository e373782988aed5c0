package faultline.lab.explorer;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.RwSemaphore;
import faultline.kernel.sync.SpinLock;
import faultline.kernel.sync.Srcu;
import faultline.kernel.sync.Sync;
import faultline.lab.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Two tasks of two steps, or three of which two take one, on two cells and with the laws of locks.
record RandomLocking(long seed) implements Scenario {
    private static final String NOT = "-";

    /// What all tasks share.
    private record Shared(Memory memory, Word x, Word y, SpinLock spin, RwSemaphore sem, Srcu srcu) {
        static Shared in(Memory memory, int cpus) {
            KernelObject owner = new KernelObject(memory, "locking", 0) {
            };
            Sync sync = Laws.of(memory, cpus);
            Line line = memory.line(owner);
            return new Shared(memory, memory.line(owner).word("x", 0), memory.line(owner).word("y", 0),
                    sync.spinLock(line, "spin", "spin"), sync.rwSemaphore(line, "sem", "sem"),
                    sync.srcu(owner, "srcu", cpus, false));
        }
    }

    /// A step: its kind, the cell, what it stores, and whom it kills.
    private record Step(int kind, boolean isY, long value, int victim) {
        static Step at(SplittableRandom random, long value, int tasks) {
            return new Step(random.nextInt(14), random.nextBoolean(), value, random.nextInt(tasks));
        }

        String act(Shared shared, Task task) {
            Word word = isY ? shared.y : shared.x;
            return switch (kind) {
                case 0 -> locked(shared, task, () -> said(word));
                case 1 -> locked(shared, task, () -> "l" + word.readOnce());
                case 2 -> shared.spin.tryLock(task) ? unlock(shared, task, "t" + word.readOnce()) : NOT;
                case 3 -> shared.sem.downRead(task, false) ? upRead(shared, task, "s" + word.readOnce()) : NOT;
                case 4 -> shared.sem.downWrite(task, false) ? upWrite(shared, task, said(word)) : NOT;
                case 5 -> shared.sem.tryDownRead(task) ? upRead(shared, task, "u" + word.readOnce()) : NOT;
                case 6 -> shared.sem.downWrite(task, true) ? upWrite(shared, task, said(word)) : "killed";
                case 7 -> shared.sem.downRead(task, true) ? upRead(shared, task, "v" + word.readOnce()) : "killed";
                case 8 -> kill(shared);
                case 9 -> "f" + word.fetchAdd("A", "B", 100);
                case 10 -> srcu(shared, task, word);
                case 11 -> synchronize(shared, task);
                case 12 -> said(word);
                default -> "r" + word.readOnce();
            };
        }

        private String said(Word word) {
            word.writeOnce(value);
            return "";
        }

        private String locked(Shared shared, Task task, java.util.function.Supplier<String> inside) {
            shared.spin.lock(task);
            return unlock(shared, task, inside.get());
        }

        private String unlock(Shared shared, Task task, String saw) {
            shared.spin.unlock(task);
            return saw;
        }

        private String upRead(Shared shared, Task task, String saw) {
            shared.sem.upRead(task);
            return saw;
        }

        private String upWrite(Shared shared, Task task, String saw) {
            shared.sem.upWrite(task);
            return saw;
        }

        private String kill(Shared shared) {
            ((ExplorerMemory) shared.memory).task(victim).kill();
            return "";
        }

        private String srcu(Shared shared, Task task, Word word) {
            int index = shared.srcu.readLock(task);
            String saw = "q" + word.readOnce();
            shared.srcu.readUnlock(task, index);
            return saw;
        }

        private String synchronize(Shared shared, Task task) {
            shared.srcu.synchronize(task);
            return "";
        }
    }

    private List<List<Step>> steps() {
        SplittableRandom random = new SplittableRandom(seed);
        int tasks = random.nextInt(2, 4);
        List<List<Step>> all = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            List<Step> steps = new ArrayList<>();
            for (int i = tasks == 2 || task == 0 ? 2 : 1; i > 0; i--) {
                steps.add(Step.at(random, 10 * task + i, tasks));
            }
            all.add(steps);
        }
        return all;
    }

    @Override public String name() {
        return "locking " + seed;
    }

    @Override public List<String> tasks() {
        return IntStream.range(0, steps().size()).mapToObj(i -> "P" + i).toList();
    }

    @Override public Play set(Memory memory, Task boot, int cpus) {
        Shared shared = Shared.in(memory, cpus);
        List<List<Step>> steps = steps();
        return new Play() {
            @Override public String act(int which, Task task) {
                return steps.get(which).stream().map(step -> step.act(shared, task))
                        .collect(Collectors.joining());
            }

            @Override public String atRest() {
                return "x=" + shared.x.get() + ", y=" + shared.y.get();
            }
        };
    }
}
