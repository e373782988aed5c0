package faultline.lab.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Audit;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.Sizes;
import faultline.kernel.sync.Sync;
import faultline.kernel.uprobe.ReadSide;
import faultline.kernel.uprobe.Uprobes;
import faultline.lab.Strategies;
import faultline.lab.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/// Every strategy runs every workload, in both layouts and beside a writer.
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkloadTest {
    private static final int STEPS = 300;
    private static final int WRITES = 40;
    private static final int PAGES = 16;

    @TestFactory Stream<DynamicContainer> every_strategy_runs() {
        return Strategies.all().stream().map(strategy -> DynamicContainer.dynamicContainer(strategy.name(),
                Workload.ALL.stream().map(workload -> DynamicTest.dynamicTest(workload.name(), () -> {
                    for (Layout layout : Layout.values()) {
                        runs(strategy, workload, layout);
                    }
                }))));
    }

    @Test void every_workload_says_what_to_see_and_what_not_to_believe() {
        assertEquals(List.of("page_fault1", "page_fault2", "page_fault3", "pft", "vma-read",
                "trig-uprobe-nop",
                "trig-uprobe-ret", "trig-uretprobe-nop", "mmap1", "mixed"),
                Workload.ALL.stream().map(Workload::name).toList());
        for (Workload workload : Workload.ALL) {
            for (String text : List.of(workload.summary(), workload.expectation(), workload.doubt(),
                    workload.writers())) {
                assertFalse(text.isBlank(), workload.name());
                assertFalse(text.contains("\n"), () -> workload.name()
                        + ": one paragraph, wrapped by whoever prints");
            }
        }
    }

    /// Twice in one kernel that has room for one address space and one copy of its files: what the first run
    /// leaves behind, the second misses.
    private static void runs(LockStrategy strategy, Workload workload, Layout layout)
            throws InterruptedException {
        Cast cast = new Cast(2, 1, layout, PAGES, 1);
        try (World world = World.hardware(cast.tasks(), 0)) {
            Kernel kernel = new Kernel(world.memory(), Sync.coded(world.memory(), world.cpus(), 10), strategy,
                    sizes(world.cpus()), Uprobes.with(ReadSide.Kind.TRACE));
            Audit.InUse nothing = Audit.inUse(kernel);
            for (int round = 0; round < 2; round++) {
                play(world, kernel, workload, cast);
                world.drain();
                assertEquals(List.of(), world.bugs());
                assertEquals(nothing, Audit.inUse(kernel));
                assertEquals(0, Uprobes.of(kernel).inUse());
            }
        }
    }

    private static void play(World world, Kernel kernel, Workload workload, Cast cast)
            throws InterruptedException {
        Task boot = world.enter(0);
        Rig rig = workload.prepare(boot, kernel, cast);
        world.leave(boot);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int cpu = 0; cpu < cast.tasks(); cpu++) {
            int number = cpu;
            boolean reads = cpu < cast.threads();
            Part part = reads ? rig.readers().get(cpu) : rig.writers().get(cpu - cast.threads());
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                try {
                    world.run(number, task -> repeat(task, part, reads ? STEPS : WRITES));
                } catch (RuntimeException | Error e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join(20_000);
            assertFalse(thread.isAlive(), () -> "no thread is lost: " + List.of(thread.getStackTrace()));
        }
        failures.stream().findFirst().ifPresent(e -> {
            throw new AssertionError(e.getMessage(), e);
        });
        assertTrue(rig.fallbacks() <= rig.attempts(), () -> rig.fallbacks() + " of " + rig.attempts());
        assertTrue(workload.name().equals("mmap1") || rig.attempts() >= STEPS, () -> "attempts "
                + rig.attempts());
        world.run(0, rig::takeDown);
    }

    private static void repeat(Task task, Part part, int steps) {
        int index = 0;
        for (int step = 0; step < steps; step++) {
            if (index == part.length()) {
                part.reset(task);
                index = 0;
            }
            part.step(task, index++);
        }
        part.end(task);
    }

    private static Sizes sizes(int cpus) {
        Sizes small = Sizes.small(cpus);
        return new Sizes(cpus, small.pageWords(), small.tableBits(), small.tableLevels(), 512, 1, 64, 128, 8,
                64,
                small.treeSlots(), 256, small.stackGuardPages(), small.maxMapCount());
    }
}
