package faultline.lab.model;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.KernelBug;
import faultline.kernel.mm.Access;
import faultline.kernel.mm.Sizes;
import faultline.lab.Verdict;
import faultline.lab.World;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Random sequences of calls, made by one task of the kernel and by the model alike: every answer, every
/// value, every fault and every mapping must agree. Of a sequence that fails, the shortest that still does is
/// told.
///
/// It says nothing of threads: a strategy that lets everybody in passes. [faultline.lab.Torture] asks the
/// rest.
public final class SequentialCheck {
    /// 32 pages of two words, so that calls meet.
    static final Sizes SIZES = new Sizes(2, 2, 2, 3, 2_000, 8, 1_000, 400, 200, 32, 4, 4_000, 2, 900);

    private static final int PROCESSES = 3;
    private static final long START_BRK = 4 * SIZES.pageSize();
    private static final int LOOK_EVERY = 16;
    private static final int ATTEMPTS = 400;

    private SequentialCheck() {
    }

    /// What came out.
    ///
    /// @param seed       gives the same sequence again
    /// @param operations how many calls were compared
    /// @param told       what failed, as commands; empty if nothing did
    public record Report(Verdict verdict, String strategy, long seed, int operations, String told) {
        @Override public String toString() {
            return verdict + " " + strategy + ", seed " + seed + ", " + operations + " calls"
                    + (told.isEmpty() ? "" : "\n" + told);
        }
    }

    /// Runs `operations` random calls, drawn from `seed`.
    public static Report run(LockStrategy strategy, long seed, int operations) {
        Step.Source source = new Step.Source(new SplittableRandom(seed), SIZES, PROCESSES, files().size());
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            steps.add(source.next());
        }
        String failed = tryOut(strategy, seed, steps);
        if (failed == null) {
            return new Report(Verdict.PASS, strategy.name(), seed, operations, "");
        }
        List<Step> shortest = shrink(strategy, seed, steps);
        StringBuilder told = new StringBuilder();
        for (Step step : shortest) {
            told.append("  ").append(step).append('\n');
        }
        String how = tryOut(strategy, seed, shortest);
        told.append(how == null ? failed : how);
        return new Report(Verdict.FAIL, strategy.name(), seed, operations, told.toString());
    }

    /// Leaves out what is not needed to fail: halves, quarters, and so on down to single steps.
    private static List<Step> shrink(LockStrategy strategy, long seed, List<Step> failing) {
        List<Step> shortest = failing;
        int attempts = 0;
        for (int chunk = failing.size() / 2; chunk > 0 && attempts < ATTEMPTS; chunk = chunk > 1 ? chunk / 2 : 0) {
            for (int from = 0; from < shortest.size() && attempts < ATTEMPTS; attempts++) {
                List<Step> shorter = new ArrayList<>(shortest.subList(0, from));
                shorter.addAll(shortest.subList(Math.min(shortest.size(), from + chunk), shortest.size()));
                if (tryOut(strategy, seed, shorter) != null) {
                    shortest = shorter;
                } else {
                    from += chunk;
                }
            }
        }
        return shortest;
    }

    /// What went wrong, or `null`.
    private static String tryOut(LockStrategy strategy, long seed, List<Step> steps) {
        try (World world = World.torture(1, seed)) {
            KernelSubject kernel = new KernelSubject(world, strategy, SIZES, PROCESSES, files(), START_BRK);
            ModelSubject model = new ModelSubject(SIZES, PROCESSES, files(), START_BRK);
            try {
                String differs = compare(kernel, model, steps);
                if (differs != null) {
                    return differs;
                }
                List<String> complaints = kernel.end();
                return complaints.isEmpty() ? null : String.join("\n", complaints);
            } catch (KernelBug bug) {
                return "the kernel found a bug: " + bug.getMessage();
            } finally {
                kernel.leave();
            }
        }
    }

    private static String compare(KernelSubject kernel, ModelSubject model, List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (!model.has(step.process())) {
                continue;
            }
            String wanted = step.call().on(model);
            String answered = step.call().on(kernel);
            if (!wanted.equals(answered)) {
                return differs(step, "answers", wanted, answered);
            }
            String maps = compareMaps(kernel, model, step);
            if (maps != null) {
                return maps;
            }
            if (i % LOOK_EVERY == LOOK_EVERY - 1) {
                kernel.rest();
                List<String> complaints = kernel.complaints();
                if (!complaints.isEmpty()) {
                    return "after " + step + ": " + String.join(", ", complaints);
                }
            }
        }
        return compareContents(kernel, model);
    }

    private static String compareMaps(KernelSubject kernel, ModelSubject model, Step step) {
        for (int process = 0; process < PROCESSES; process++) {
            if (model.has(process)) {
                List<String> wanted = model.maps(process);
                List<String> found = kernel.maps(process);
                if (!wanted.equals(found)) {
                    return differs(step, "leaves process " + process + " with", wanted.toString(), found.toString());
                }
            }
        }
        return null;
    }

    private static String compareContents(KernelSubject kernel, ModelSubject model) {
        for (int process = 0; process < PROCESSES; process++) {
            for (long address = 0; model.has(process) && address < SIZES.taskSize(); address += 8) {
                String wanted = model.access(process, Access.READ, address, 0);
                String found = kernel.access(process, Access.READ, address, 0);
                if (!wanted.equals(found)) {
                    return "at the end process " + process + " reads 0x" + Long.toHexString(address) + ": model "
                            + wanted + ", kernel " + found;
                }
            }
        }
        return null;
    }

    private static String differs(Step step, String how, String wanted, String found) {
        return step + " " + how + "\n    model   " + wanted + "\n    kernel  " + found;
    }

    /// One that may be written and one that may not; six pages and three.
    private static List<ModelFile> files() {
        return List.of(file("data", true, 6), file("text", false, 3));
    }

    private static ModelFile file(String name, boolean writable, int pages) {
        long[] words = new long[pages * SIZES.pageWords()];
        for (int i = 0; i < words.length; i++) {
            words[i] = (long) name.charAt(0) << 32 | i + 1;
        }
        return new ModelFile(name, writable, SIZES.pageWords(), words);
    }
}
