package faultline.lab.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Slab;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.Vma;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.sync.RwSemaphore;
import faultline.kernel.sync.SpinLock;
import faultline.kernel.sync.Srcu;
import faultline.kernel.uprobe.Insn;
import faultline.kernel.uprobe.Registers;
import faultline.kernel.uprobe.Uprobes;
import faultline.kernel.uprobe.UserCode;
import faultline.lab.Exploration;
import faultline.lab.Explorer;
import faultline.lab.Patient;
import faultline.lab.Scenario;
import faultline.lab.busted.Busted;
import faultline.lab.busted.ReadsAnyhow;
import faultline.lab.busted.ReadsMarkFirst;
import faultline.lab.scenario.MmScenarios;
import faultline.lab.scenario.Process;
import faultline.mmaplock.MmapLock;
import faultline.refcount.RefcountStrategy;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// What must hold in every execution without being asked for, and for each of it something busted that violates
/// exactly that.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PropertiesTest {
    private static final Explorer.Bounds BOUNDS = new Explorer.Bounds(2, Integer.MAX_VALUE);   // more find it, later
    private static final long READ_WRITE = VmFlags.READ | VmFlags.WRITE;

    /// What two tasks do over a process, or over nothing but memory.
    interface Laying {
        Scenario.Play lay(Process process, Words words, Task boot);
    }

    /// Two words, and their memory.
    static final class Words extends KernelObject {
        final Word x;
        final Word y;

        Words(Memory memory) {
            this(memory, 0);
        }

        Words(Memory memory, int number) {
            super(memory, "words", number);
            this.x = memory.line(this).word("x", 0);
            this.y = memory.line(this).word("y", 0);
        }
    }

    private record Two(LockStrategy strategy, Laying laying) implements Scenario {
        @Override public String name() {
            return "two";
        }

        @Override public List<String> tasks() {
            return List.of("first", "second");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Process process = Process.boot(strategy, memory, boot, cpus);
            return laying.lay(process, new Words(memory), boot);
        }
    }

    private static String broken(LockStrategy strategy, Laying laying) {
        return broken(new Two(strategy, laying));
    }

    private static String broken(Scenario scenario) {
        Exploration found = Patient.explorer().within(BOUNDS).explore(scenario);
        assertNotNull(found.failure(), found::toString);
        String what = found.failure().what();
        assertEquals(what, Patient.explorer().replay(scenario, found.failure().token()).failure().what());
        return what;
    }

    private static String broken(String busted, String scenario) {
        LockStrategy strategy = Busted.all().stream().filter(one -> one.name().equals(busted)).findFirst()
                .orElseThrow();
        return broken(MmScenarios.over(strategy).stream().filter(one -> one.name().equals(scenario)).findFirst()
                .orElseThrow());
    }

    private static void assertBroken(String expected, String what) {
        assertTrue(what.startsWith(expected), what);
    }

    @Test
    void under_an_excluding_read_a_writer_never_changes_the_vma() {
        assertBroken("task#2 changes vma#1.vm_flags while task#1 reads vma#1 and keeps writers out",
                broken(new MmapLock(), (process, words, boot) -> {
                    long at = 2 * process.page();
                    process.map(boot, at, 1, READ_WRITE, null, 0);
                    Vma vma = process.mm().find(boot, at);
                    return (which, task) -> {
                        if (which == 0) {
                            task.excludesWriters(vma);
                            words.x.storeRelease("Test.A", 1);
                            words.y.awaitAcquire("Test.B", task, -1, 1, false);
                            task.admitsWriters(vma);
                        } else {
                            words.x.awaitAcquire("Test.A", task, -1, 1, false);
                            Syscalls.mprotect(task, process.mm(), at, process.page(), VmFlags.READ);
                            words.y.storeRelease("Test.B", 1);
                        }
                        return "";
                    };
                }));
    }

    @Test
    void what_a_valid_look_saw_stood_together_at_one_moment() {
        assertBroken("task#1 believes what it saw of vma#1, but it never stood together: vm_start ",
                broken(new MmapLock(), (process, words, boot) -> {
                    long at = 5 * process.page();
                    process.map(boot, at, 1, READ_WRITE | VmFlags.GROWSDOWN, null, 0);
                    process.user().write(boot, process.mm(), at, 1);
                    Vma vma = process.mm().find(boot, at);
                    return (which, task) -> {
                        if (which == 0) {
                            task.startSpeculation();
                            vma.start(task);
                            vma.pgoff(task);
                            task.endSpeculation(true);   // unchecked
                        } else {
                            process.user().read(task, process.mm(), at - process.page());
                        }
                        return "";
                    };
                }));
    }

    @Test
    void no_entry_is_left_in_a_range_that_was_unmapped() {
        assertBroken("at rest the page at 0x18 is mapped, but no VMA covers it",
                broken(new ReadsMarkFirst(), (process, words, boot) -> {
                    long at = 2 * process.page();
                    process.map(boot, at, 2, READ_WRITE, null, 0);
                    process.user().write(boot, process.mm(), at, 1);
                    return (which, task) -> {
                        if (which == 0) {
                            process.user().write(task, process.mm(), at + process.page(), 1);
                        } else {
                            Syscalls.munmap(task, process.mm(), at + process.page(), process.page());
                        }
                        return "";
                    };
                }));
    }

    @Test
    void nothing_is_used_after_it_was_freed() {
        assertBroken("use after free: words#1.x read by task#1", broken(new MmapLock(), (process, words, boot) -> {
            Slab<Words> slab = new Slab<>(words.memory(), "words", 1, null, number -> new Words(words.memory(), number));
            Words old = slab.allocate(boot);
            return (which, task) -> {
                if (which == 0) {
                    words.x.awaitAcquire("Test.A", task, -1, 1, false);
                    old.x.get();
                } else {
                    slab.free(task, old);
                    words.x.storeRelease("Test.A", 1);
                }
                return "";
            };
        }));
    }

    @Test
    void nobody_sleeps_inside_rcu() {
        assertBroken("task#1 may sleep inside RCU", broken(new MmapLock(), (process, words, boot) ->
                (which, task) -> {
                    if (which == 0) {
                        process.kernel().memory().rcuReadLock(task);
                        process.mm().readLock(task, false);   // free as it is
                        process.mm().readUnlock(task);
                        process.kernel().memory().rcuReadUnlock(task);
                    }
                    return "";
                }));
    }

    @Test
    void nobody_sleeps_under_a_spinlock() {
        assertBroken("task#1 may sleep under a spinlock", broken(new MmapLock(), (process, words, boot) -> {
            SpinLock lock = process.kernel().sync().spinLock(words.memory().line(words), "lock", "lock");
            return (which, task) -> {
                if (which == 0) {
                    lock.lock(task);
                    process.mm().readLock(task, false);
                    process.mm().readUnlock(task);
                    lock.unlock(task);
                }
                return "";
            };
        }));
    }

    @Test
    void nobody_is_lost_asleep() {
        assertBroken("nobody goes on: task#2 sleeps and nobody wakes it",
                broken("busted-refcount", "second-fault-at-munmap"));
    }

    @Test
    void locks_are_taken_in_one_order() {
        assertBroken("lock order: task#2 takes mmap_lock while it holds other; task#1 took other while it held mmap_lock",
                broken(new MmapLock(), (process, words, boot) -> {
                    RwSemaphore other = process.kernel().sync().rwSemaphore(words.memory().line(words), "other",
                            "other");
                    return (which, task) -> {
                        if (which == 0) {
                            process.mm().readLock(task, false);
                            other.downWrite(task, false);
                            other.upWrite(task);
                            process.mm().readUnlock(task);
                            words.x.storeRelease("Test.A", 1);
                        } else {
                            words.x.awaitAcquire("Test.A", task, -1, 1, false);   // so they never meet
                            other.downWrite(task, false);
                            process.mm().readLock(task, false);
                            process.mm().readUnlock(task);
                            other.upWrite(task);
                        }
                        return "";
                    };
                }));
    }

    @Test
    void nobody_ends_holding_a_lock() {
        assertBroken("task#1 ends holding mmap_lock", broken(new MmapLock(), (process, words, boot) ->
                (which, task) -> {
                    if (which == 0) {
                        process.mm().readLock(task, false);
                    }
                    return "";
                }));
    }

    @Test
    void reference_counts_are_at_rest_what_they_were() {
        assertEquals("at rest somebody still holds the address space",
                broken(new MmapLock(), (process, words, boot) -> (which, task) -> {
                    if (which == 0) {
                        process.mm().grab(task);
                    }
                    return "";
                }));
    }

    @Test
    void a_reader_that_never_left_is_found_at_rest() {
        assertBroken("at rest vma#1.vm_refcnt is ", broken(new RefcountStrategy(), (process, words, boot) -> {
            long at = 2 * process.page();
            process.map(boot, at, 1, READ_WRITE, null, 0);
            return (which, task) -> {
                if (which == 0 && process.mm().lock().startRead(task, at, new Look())) {
                    task.releases("vma_lock");   // says so, and does not
                }
                return "";
            };
        }));
    }

    @Test
    void no_grace_period_ends_early() {
        Scenario early = new Scenario() {
            @Override public String name() {
                return "early";
            }

            @Override public List<String> tasks() {
                return List.of("updater", "reader");
            }

            @Override public Play set(Memory memory, Task boot, int cpus) {
                Words words = new Words(memory);
                Srcu code = Code.of(memory, cpus).srcu(words, "srcu", cpus, false);
                Srcu srcu = new Sections.OfSrcu(new NeverWaits(code),
                        new Sections(((ExplorerMemory) memory).execution(), "srcu"));
                return (which, task) -> {
                    if (which == 0) {
                        words.x.awaitAcquire("Test.A", task, -1, 1, false);
                        srcu.synchronize(task);
                        words.y.storeRelease("Test.B", 1);
                    } else {
                        int index = srcu.readLock(task);
                        words.x.storeRelease("Test.A", 1);
                        words.y.awaitAcquire("Test.B", task, -1, 1, false);
                        srcu.readUnlock(task, index);
                    }
                    return "";
                };
            }
        };

        Exploration found = Patient.explorer().within(BOUNDS).explore(early);

        assertNotNull(found.failure(), found::toString);
        assertEquals("a grace period of srcu ends early: task#2 still reads, and began before",
                found.failure().what());
    }

    @Test
    void no_access_that_was_allowed_all_the_while_ends_in_a_sigsegv() {
        LockStrategy wrong = new ReadsAnyhow((mm, task, address, look) -> {
            look.vma = mm.tree().findAtOrAfter(task, 2 * address);   // another one, that may only be read
            return true;
        });
        assertBroken("task#1 gets a SIGSEGV at 0x10, where its access was allowed all the while", broken(wrong,
                (process, words, boot) -> {
                    process.map(boot, 4 * process.page(), 1, VmFlags.READ, null, 0);
                    process.map(boot, 2 * process.page(), 1, READ_WRITE, null, 0);
                    return (which, task) -> {
                        if (which == 0) {
                            process.user().write(task, process.mm(), 2 * process.page(), 1);
                        }
                        return "";
                    };
                }));
    }

    /// Nobody's breakpoint in the text of a program that has none.
    @Test
    void no_program_without_breakpoints_gets_a_sigtrap() {
        assertBroken("task#1 gets a SIGTRAP at 0x10, where its program has no breakpoint of its own",
                broken(new MmapLock(), (process, words, boot) -> {
                    long at = 2 * process.page();
                    process.map(boot, at, 1, READ_WRITE | VmFlags.EXEC, null, 0);
                    process.user().write(boot, process.mm(), at, Insn.INT3);
                    Uprobes uprobes = Uprobes.of(process.kernel());
                    return (which, task) -> {
                        if (which == 0) {
                            UserCode code = new UserCode(process.kernel(), uprobes);
                            Registers registers = new Registers();
                            registers.ip = at;
                            code.step(task, process.mm(), registers);
                        }
                        return "";
                    };
                }));
    }

    @Test
    void a_plugin_that_catches_what_the_kernel_throws_at_it_fails_all_the_same() {
        LockStrategy silent = new ReadsAnyhow((mm, task, address, look) -> {
            try {
                mm.memory().rcuReadUnlock(task);
            } catch (KernelBug caught) {
                return false;
            }
            return false;
        });
        assertBroken("task#1 leaves RCU, which it is not in", broken(silent, (process, words, boot) -> {
            process.map(boot, 2 * process.page(), 1, READ_WRITE, null, 0);
            return (which, task) -> which == 0
                    ? process.user().write(task, process.mm(), 2 * process.page(), 1).toString() : "";
        }));
    }

    private static final class NeverWaits extends Srcu {
        private final Srcu code;

        NeverWaits(Srcu code) {
            this.code = code;
        }

        @Override public int readLock(Task task) {
            return code.readLock(task);
        }

        @Override public void readUnlock(Task task, int index) {
            code.readUnlock(task, index);
        }

        @Override public void synchronize(Task task) {
            // readers will be gone soon
        }
    }
}
