package faultline.lab.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.Word;
import faultline.lab.Exploration;
import faultline.lab.Explorer;
import faultline.lab.Patient;
import faultline.lab.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// Trying each execution once must show what trying everything shows.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReductionTest {
    private static final int FIRST = Integer.getInteger("faultline.seed", 0);
    private static final int PROGRAMS = Boolean.getBoolean("faultline.full") ? 3_000 : 25;

    /// The last two were reduced to too few executions once.
    @Test
    void random_programs_end_the_same_ways_reduced_or_not() {
        long reduced = 0;
        long unreduced = 0;
        IntStream seeds = IntStream.concat(IntStream.range(FIRST, FIRST + PROGRAMS), IntStream.of(1628, 2016));
        for (int seed : seeds.toArray()) {
            Shape program = program(seed);
            Exploration found = Patient.explorer().explore(program);
            Set<String> all = new TreeSet<>();
            unreduced += everything(program, all, Explorer.Bounds.NONE);
            reduced += found.executions();

            assertTrue(found.isComplete(), program.name() + ": " + found);
            assertEquals(all, found.outcomes().keySet(), program.name());
        }
        assertTrue(unreduced > 20 * reduced, unreduced + " executions became " + reduced);
    }

    @Test
    void what_a_bound_leaves_is_tried_all_the_same() {
        for (int seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
            Shape program = program(seed);
            for (int preemptions = 0; preemptions < 3; preemptions++) {
                for (int staleness = 0; staleness < 3; staleness++) {
                    Explorer.Bounds bounds = new Explorer.Bounds(preemptions, staleness);
                    Exploration found = Patient.explorer().within(bounds).explore(program);
                    Set<String> all = new TreeSet<>();
                    everything(program, all, bounds);

                    assertTrue(found.isComplete(), program.name() + ": " + found);
                    assertEquals(all, found.outcomes().keySet(), program.name() + " within " + bounds);
                }
            }
        }
    }

    @Test
    void without_old_values_memory_is_as_strong_as_it_looks() {
        Explorer strong = Patient.explorer().within(new Explorer.Bounds(Integer.MAX_VALUE, 0));
        for (int seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
            Shape program = program(seed);
            Set<String> all = new TreeSet<>();
            everything(program, all, strong.bounds());

            assertEquals(all, strong.explore(program).outcomes().keySet(), program.name());
        }
    }

    /// Whoever waits may go on before the value goes, or when it is back.
    @Test
    void a_wait_ends_whenever_it_could() {
        for (int waits = 0; waits < 2; waits++) {
            int waiter = waits;
            Shape.Body comesAndGoes = (cells, task) -> {
                cells.x().writeOnce(1);
                cells.y().storeRelease("A", 1);
                cells.x().storeRelease("B", 0);
                return "";
            };
            Shape.Body awaits = (cells, task) -> {
                cells.x().awaitAcquire("C", task, -1, 0, false);
                return "y=" + cells.y().readOnce();
            };
            Shape program = new Shape("waits " + waits, false,
                    waiter == 0 ? List.of(awaits, comesAndGoes) : List.of(comesAndGoes, awaits));
            Set<String> all = new TreeSet<>();
            everything(program, all, Explorer.Bounds.NONE);

            assertEquals(Set.of("y=0", "y=1"), all);
            assertEquals(all, Patient.explorer().explore(program).outcomes().keySet());
        }
    }

    @Test
    void executions_at_random_find_the_same_outcomes() {
        for (int seed = 0; seed < 10; seed++) {
            Shape program = program(seed);
            Set<String> all = Patient.explorer().explore(program).outcomes().keySet();
            Set<String> some = Explorer.create().within(Duration.ofMillis(50)).hunt(program, 1).outcomes().keySet();

            assertTrue(all.containsAll(some), program.name());
            assertEquals(all.isEmpty(), some.isEmpty(), program.name());
        }
    }

    @Test
    void random_programs_with_locks_end_the_same_ways_reduced_or_not() {
        for (int seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
            RandomLocking program = new RandomLocking(seed);
            Exploration found = Patient.explorer().explore(program);
            Set<String> all = new TreeSet<>();
            everything(program, all, Explorer.Bounds.NONE);

            assertTrue(found.isComplete(), program.name() + ": " + found);
            assertEquals(all, found.outcomes().keySet(), program.name());
        }
    }

    private static long everything(Scenario program, Set<String> outcomes, Explorer.Bounds bounds) {
        Unreduced decisions = new Unreduced(bounds);
        Stage stage = new Stage(program, decisions, Bound.USUAL, Set.of());
        long executions = 0;
        do {
            decisions.begin();
            outcomes.add(stage.play());
            executions++;
        } while (decisions.advance());
        return executions;
    }

    /// Two tasks of three steps or three of two, on two cells.
    private static Shape program(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int tasks = random.nextInt(2, 4);
        List<Shape.Body> bodies = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            List<Shape.Body> steps = new ArrayList<>();
            for (int i = tasks == 2 ? 3 : 2; i > 0; i--) {
                steps.add(step(random.nextInt(12), random.nextInt(2), 10 * task + i));
            }
            bodies.add((cells, who) -> {
                String saw = "";
                for (Shape.Body step : steps) {
                    saw += step.act(cells, who);
                }
                return saw;
            });
        }
        return new Shape("program " + seed, true, Collections.unmodifiableList(bodies));
    }

    private static Shape.Body step(int kind, int which, long value) {
        return (cells, task) -> {
            Word word = which == 0 ? cells.x() : cells.y();
            return switch (kind) {
                case 0, 1 -> said(() -> word.writeOnce(value));
                case 2, 3 -> "r" + word.readOnce();
                case 4 -> "a" + word.loadAcquire("A");
                case 5 -> said(() -> word.storeRelease("B", value));
                case 6 -> said(() -> cells.memory().mb("C"));
                case 7 -> "x" + word.xchgRelaxed(value);
                case 8 -> "f" + word.fetchAdd("D", "E", 100);
                case 9 -> "c" + word.cmpxchgAcquire("F", 0, value);
                case 10 -> said(() -> cells.memory().synchronizeRcu(task));
                default -> {
                    cells.memory().rcuReadLock(task);
                    String saw = "[" + cells.y().readOnce() + cells.x().readOnce() + "]";
                    cells.memory().rcuReadUnlock(task);
                    yield saw;
                }
            };
        };
    }

    private static String said(Runnable step) {
        step.run();
        return "";
    }
}
