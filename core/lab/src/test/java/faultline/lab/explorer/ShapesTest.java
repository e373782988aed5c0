package faultline.lab.explorer;

import static faultline.lab.Patient.explorer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.lab.Exploration;
import faultline.lab.Explorer;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// The shapes of the kernel's litmus tests, with exactly what each may end with, and what each fence forbids.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShapesTest {
    private static final Shape.Body NOTHING = (cells, task) -> "";

    private static void assertSeen(Shape shape, String... outcomes) {
        assertSeen(explorer(), shape, outcomes);
    }

    private static void assertSeen(Explorer explorer, Shape shape, String... outcomes) {
        Exploration found = explorer.explore(shape);

        assertEquals(Set.of(outcomes), found.outcomes().keySet(), () -> shape.name() + ": " + found);
        assertTrue(found.isComplete(), found.covered());
    }

    @Test
    void message_passing_needs_an_order_on_both_sides() {
        Shape fences = Shape.of("MP+wmb+rmb",
                (c, t) -> {
                    c.x().writeOnce(1);
                    c.memory().wmb("A");
                    c.y().writeOnce(1);
                    return "";
                },
                (c, t) -> {
                    long y = c.y().readOnce();
                    c.memory().rmb("B");
                    return y + "" + c.x().readOnce();
                });

        assertSeen(fences, "00", "01", "11");
        assertSeen(explorer().without("A"), fences, "00", "01", "10", "11");
        assertSeen(explorer().without("B"), fences, "00", "01", "10", "11");
    }

    @Test
    void a_release_and_an_acquire_pass_a_message_too() {
        Shape shape = Shape.of("MP+rel+acq",
                (c, t) -> {
                    c.x().writeOnce(1);
                    c.y().storeRelease("A", 1);
                    return "";
                },
                (c, t) -> c.y().loadAcquire("B") + "" + c.x().readOnce());

        assertSeen(shape, "00", "01", "11");
        assertSeen(explorer().without("A"), shape, "00", "01", "10", "11");
        assertSeen(explorer().without("B"), shape, "00", "01", "10", "11");
    }

    @Test
    void store_buffering_needs_two_full_barriers() {
        Shape shape = Shape.of("SB+mbs",
                (c, t) -> {
                    c.x().writeOnce(1);
                    c.memory().mb("A");
                    return "" + c.y().readOnce();
                },
                (c, t) -> {
                    c.y().writeOnce(1);
                    c.memory().mb("B");
                    return "" + c.x().readOnce();
                });

        assertSeen(shape, "0, 1", "1, 0", "1, 1");
        assertSeen(explorer().without("A"), shape, "0, 0", "0, 1", "1, 0", "1, 1");
        assertSeen(explorer().without("B"), shape, "0, 0", "0, 1", "1, 0", "1, 1");
    }

    @Test
    void a_swap_is_a_full_barrier_on_both_sides() {
        Shape shape = Shape.of("SB+xchgs",
                (c, t) -> {
                    c.x().xchg("A", "B", 1);
                    return "" + c.y().readOnce();
                },
                (c, t) -> {
                    c.y().xchg("C", "D", 1);
                    return "" + c.x().readOnce();
                });

        assertSeen(shape, "0, 1", "1, 0", "1, 1");
        assertSeen(explorer().without("B"), shape, "0, 0", "0, 1", "1, 0", "1, 1");
        assertSeen(explorer().without("C"), shape, "0, 1", "1, 0", "1, 1");
    }

    @Test
    void load_buffering_is_never_seen_though_the_kernel_allows_it() {
        assertSeen(Shape.of("LB+poonceonces",
                (c, t) -> {
                    long x = c.x().readOnce();
                    c.y().writeOnce(1);
                    return "" + x;
                },
                (c, t) -> {
                    long y = c.y().readOnce();
                    c.x().writeOnce(1);
                    return "" + y;
                }), "0, 0", "0, 1", "1, 0");
    }

    /// A load that takes effect after a later store of its own thread: the reader who leaves without a release may look
    /// when the writer has changed things already. Of a plain read that is a data race, and convicted; of a ONCE read
    /// it stays unseen. Fields of VMAs are read plainly, unless the read is checked afterwards.
    @Test
    void a_load_behind_a_later_store_is_seen_as_a_race_where_the_load_is_plain_and_not_at_all_where_it_is_not() {
        Shape plain = leaves((c, t) -> Long.toString(c.z().get()));
        Shape once = leaves((c, t) -> Long.toString(c.z().readOnce()));

        Exploration.Failure race = explorer().without("A").explore(plain).failure();

        assertTrue(race != null && race.what().startsWith("data race: task#2 writes shape.z"), String.valueOf(race));
        assertSeen(plain, "0");
        assertSeen(explorer().without("A"), once, "0");   // LKMM allows 1
    }

    private static Shape leaves(Shape.Body looks) {
        return Shape.of("leaves",
                (c, t) -> {
                    String saw = looks.act(c, t);
                    c.x().storeRelease("A", 1);
                    return saw;
                },
                (c, t) -> {
                    c.x().awaitAcquire("B", t, -1, 1, false);
                    c.z().writeOnce(1);
                    return "";
                });
    }

    @Test
    void two_reads_of_one_place_do_not_go_back() {
        assertSeen(Shape.of("CoRR",
                (c, t) -> {
                    c.x().writeOnce(1);
                    c.x().writeOnce(2);
                    return "";
                },
                (c, t) -> c.x().readOnce() + "" + c.x().readOnce()), "00", "01", "02", "11", "12", "22");
    }

    @Test
    void cause_and_effect_need_a_release_to_be_passed_on() {
        Shape shape = Shape.of("WRC+rel+rmb",
                (c, t) -> {
                    c.x().writeOnce(1);
                    return "";
                },
                (c, t) -> {
                    long x = c.x().readOnce();
                    c.y().storeRelease("A", 1);
                    return "" + x;
                },
                (c, t) -> {
                    long y = c.y().readOnce();
                    c.memory().rmb("B");
                    return y + "" + c.x().readOnce();
                });

        assertSeen(shape, "0, 00", "0, 01", "0, 10", "0, 11", "1, 00", "1, 01", "1, 11");
        assertSeen(explorer().without("A"), shape, "0, 00", "0, 01", "0, 10", "0, 11", "1, 00", "1, 01",
                "1, 10", "1, 11");
    }

    @Test
    void a_write_barrier_does_not_pass_on_what_was_only_read() {
        Exploration found = explorer().explore(Shape.of("WRC+wmb+rmb",
                (c, t) -> {
                    c.x().writeOnce(1);
                    return "";
                },
                (c, t) -> {
                    long x = c.x().readOnce();
                    c.memory().wmb("A");
                    c.y().writeOnce(1);
                    return "" + x;
                },
                (c, t) -> {
                    long y = c.y().readOnce();
                    c.memory().rmb("B");
                    return y + "" + c.x().readOnce();
                }));

        assertTrue(found.outcomes().containsKey("1, 10"), found.toString());
    }

    @Test
    void readers_agree_on_independent_writes_only_behind_full_barriers() {
        Shape shape = Shape.of("IRIW+mbs",
                (c, t) -> {
                    c.x().writeOnce(1);
                    return "";
                },
                (c, t) -> {
                    c.y().writeOnce(1);
                    return "";
                },
                (c, t) -> {
                    long x = c.x().readOnce();
                    c.memory().mb("A");
                    return x + "" + c.y().readOnce();
                },
                (c, t) -> {
                    long y = c.y().readOnce();
                    c.memory().mb("B");
                    return y + "" + c.x().readOnce();
                });
        Exploration whole = explorer().explore(shape);
        Exploration half = explorer().without("A").explore(shape);

        assertEquals(15, whole.outcomes().size(), whole.toString());
        assertTrue(!whole.outcomes().containsKey("10, 10"), whole.toString());
        assertEquals(16, half.outcomes().size(), half.toString());
    }

    @Test
    void a_write_that_follows_a_message_comes_behind_it() {
        Shape shape = Shape.atRest("S+wmb+acq",
                (c, t) -> {
                    c.x().writeOnce(2);
                    c.memory().wmb("A");
                    c.y().writeOnce(1);
                    return "";
                },
                (c, t) -> {
                    long y = c.y().loadAcquire("B");
                    c.x().writeOnce(1);
                    return "" + y;
                });

        assertSeen(shape, "0, x=1, y=1", "0, x=2, y=1", "1, x=1, y=1");
        assertSeen(explorer().without("A"), shape,
                "0, x=1, y=1", "0, x=2, y=1", "1, x=1, y=1", "1, x=2, y=1");
        assertSeen(explorer().without("B"), shape,
                "0, x=1, y=1", "0, x=2, y=1", "1, x=1, y=1", "1, x=2, y=1");
    }

    @Test
    void the_R_shape_needs_two_full_barriers() {
        Shape shape = Shape.atRest("R+mbs",
                (c, t) -> {
                    c.x().writeOnce(1);
                    c.memory().mb("A");
                    c.y().writeOnce(1);
                    return "";
                },
                (c, t) -> {
                    c.y().writeOnce(2);
                    c.memory().mb("B");
                    return "" + c.x().readOnce();
                });

        assertSeen(shape, "0, x=1, y=1", "1, x=1, y=1", "1, x=1, y=2");
        assertSeen(explorer().without("A"), shape,
                "0, x=1, y=1", "1, x=1, y=1", "1, x=1, y=2", "0, x=1, y=2");
        assertSeen(explorer().without("B"), shape,
                "0, x=1, y=1", "1, x=1, y=1", "1, x=1, y=2", "0, x=1, y=2");
    }

    @Test
    void two_writes_each_may_end_crosswise_but_for_full_barriers() {
        Shape full = Shape.atRest("2+2W+mbs",
                (c, t) -> {
                    c.x().writeOnce(1);
                    c.memory().mb("A");
                    c.y().writeOnce(2);
                    return "";
                },
                (c, t) -> {
                    c.y().writeOnce(1);
                    c.memory().mb("B");
                    c.x().writeOnce(2);
                    return "";
                });

        assertSeen(full, "x=2, y=1", "x=1, y=2", "x=2, y=2");
        assertSeen(explorer().without("A"), full, "x=1, y=1", "x=2, y=1", "x=1, y=2", "x=2, y=2");
    }

    @Test
    void a_task_sees_its_own_store_early() {
        Exploration found = explorer().explore(Shape.of("SB+rfi",
                (c, t) -> {
                    c.x().writeOnce(1);
                    return c.x().readOnce() + "" + c.y().readOnce();
                },
                (c, t) -> {
                    c.y().writeOnce(1);
                    return c.y().readOnce() + "" + c.x().readOnce();
                }));

        assertEquals(Set.of("10, 10", "10, 11", "11, 10", "11, 11"), found.outcomes().keySet());
    }

    @Test
    void a_chain_of_releases_is_no_full_barrier_for_an_outsider() {
        Exploration found = explorer().explore(Shape.atRest("Z6.0+rel+acqrel+mb",
                (c, t) -> {
                    c.x().writeOnce(1);
                    c.y().storeRelease("A", 1);
                    return "";
                },
                (c, t) -> {
                    long y = c.y().loadAcquire("B");
                    c.z().storeRelease("C", 1);
                    return "" + y;
                },
                (c, t) -> {
                    c.z().writeOnce(2);
                    c.memory().mb("D");
                    long x = c.x().readOnce();
                    return x + "" + c.z().readOnce();
                }));

        assertTrue(found.outcomes().keySet().stream().anyMatch(seen -> seen.startsWith("1, 02")), found.toString());
    }

    @Test
    void a_grace_period_waits_for_readers_and_makes_the_others_see() {
        assertSeen(Shape.of("RCU+sync+read",
                (c, t) -> {
                    c.memory().rcuReadLock(t);
                    long x = c.x().readOnce();
                    long y = c.y().readOnce();
                    c.memory().rcuReadUnlock(t);
                    return x + "" + y;
                },
                (c, t) -> {
                    c.x().writeOnce(1);
                    c.memory().synchronizeRcu(t);
                    c.y().writeOnce(1);
                    return "";
                }), "00", "10", "11");
    }

    @Test
    void what_was_written_under_RCU_is_seen_after_the_grace_period() {
        assertSeen(Shape.of("RCU+sync+free",
                (c, t) -> {
                    c.memory().rcuReadLock(t);
                    long x = c.x().readOnce();
                    c.y().writeOnce(1);
                    c.memory().rcuReadUnlock(t);
                    return "" + x;
                },
                (c, t) -> {
                    c.x().writeOnce(1);
                    c.memory().synchronizeRcu(t);
                    return "" + c.y().readOnce();
                }), "0, 1", "1, 0", "1, 1");
    }

    @Test
    void a_plain_message_behind_a_plain_flag_is_a_race() {
        Exploration found = explorer().explore(Shape.of("MP+plain",
                (c, t) -> {
                    c.x().set(1);
                    c.memory().wmb("A");
                    c.y().writeOnce(1);
                    return "";
                },
                (c, t) -> c.y().readOnce() == 0 ? "" : "" + c.x().get()));

        assertTrue(found.failure().what().startsWith("data race: task#2 reads shape.x, which task#1 wrote"),
                found.toString());
    }

    @Test
    void a_plain_message_behind_a_release_is_none() {
        assertSeen(Shape.of("MP+plain+rel+acq",
                (c, t) -> {
                    c.x().set(1);
                    c.y().storeRelease("A", 1);
                    return "";
                },
                (c, t) -> c.y().loadAcquire("B") == 0 ? "" : "" + c.x().get()), "", "1");
    }

    @Test
    void what_no_other_task_touches_costs_no_execution() {
        Shape.Body alone = (c, t) -> {
            for (int i = 0; i < 100; i++) {
                c.x().writeOnce(i);
                c.memory().rmb("A");
            }
            return "";
        };

        assertEquals(1, explorer().explore(Shape.of("alone", alone, NOTHING)).executions());
    }
}
