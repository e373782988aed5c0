package faultline.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.mmaplock.MmapLock;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A strategy with which nobody gets any further is told so, by who waits for what, and is not waited for.
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class StuckStrategyTest {
    private static final SimulationSpec READS = SimulationSpec.of("vma-read", "laptop-8", 2);

    @Test
    void readers_that_wait_for_a_word_that_nobody_writes() {
        Stuck stuck = assertThrows(Stuck.class, () -> Simulation.run(READS, new Reading((task, gate) ->
                gate.awaitAcquire("A", task, 1, 1, false))));

        assertTrue(stuck.getMessage().matches("""
                everybody waits, and nobody is left to wake anybody
                  task#1 spins on mm.gate since \\d+ us
                  task#2 spins on mm.gate since \\d+ us"""), stuck::getMessage);
    }

    @Test
    void a_reader_that_sleeps_and_is_never_woken() {
        Stuck stuck = assertThrows(Stuck.class, () -> Simulation.run(READS.onCpus(1), new Reading((task,
                _) -> {
            task.acquires("gate", true, false);
            task.prepareToSleep("A", false);
            task.sleep();
            return true;
        })));

        assertTrue(stuck.getMessage().matches("(?s).*\n  task#1 sleeps for gate since \\d+ us"),
                stuck::getMessage);
    }

    @Test
    void readers_that_try_for_ever() {
        Stuck stuck = assertThrows(Stuck.class, () -> Simulation.run(READS, new Reading((task, gate) -> {
            while (gate.cmpxchgAcquire("A", 1, 2) != 1) {
                task.poll();
            }
            return true;
        })));

        assertTrue(stuck.getMessage().matches("(?s)task#[12] has been at one thing for \\d+ ms\n.*task#[12] runs, .*"),
                stuck::getMessage);
    }

    @Test
    void a_lock_that_works_is_not_stuck() {
        SimulationRow row = Simulation.run(READS, new Reading((_, gate) -> gate.readOnce() == 0));

        assertEquals("stuck", row.strategy());
        assertTrue(row.opsPerSecond() > 0);
    }

    /// `mmap-lock`, whose readers do something to a word first.
    private record Reading(BiFunction<Task, Word, Boolean> first) implements LockStrategy {
        private static final MmapLock WHOLE = new MmapLock();

        @Override public String name() {
            return "stuck";
        }

        @Override public String summary() {
            return "readers do something else first";
        }

        @Override public Reuse reuse() {
            return WHOLE.reuse();
        }

        @Override public boolean readerExcludes() {
            return WHOLE.readerExcludes();
        }

        @Override public boolean readerMaySleep() {
            return WHOLE.readerMaySleep();
        }

        @Override public int bytesPerVma() {
            return WHOLE.bytesPerVma();
        }

        @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
            return new Gated(WHOLE.forAddressSpace(kernel, mm), kernel.memory().line(mm).word("gate", 0),
                    first);
        }

        @Override public VmaLock forVma(Kernel kernel, Vma vma) {
            return WHOLE.forVma(kernel, vma);
        }
    }

    private record Gated(AddressSpaceLock whole, Word gate, BiFunction<Task, Word, Boolean> first)
            implements AddressSpaceLock {
        @Override public void initMm(Task task) {
            whole.initMm(task);
        }

        @Override public void init(Task task, Vma vma, Vma copiedFrom) {
            whole.init(task, vma, copiedFrom);
        }

        @Override public boolean startRead(Task task, long address, Look look) {
            first.apply(task, gate);
            return whole.startRead(task, address, look);
        }

        @Override public void endRead(Task task, Look look) {
            whole.endRead(task, look);
        }

        @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
            return whole.startWrite(task, vma, killable);
        }

        @Override public void endWriteAll(Task task) {
            whole.endWriteAll(task);
        }

        @Override public void markAttached(Task task, Vma vma) {
            whole.markAttached(task, vma);
        }

        @Override public void markDetached(Task task, Vma vma) {
            whole.markDetached(task, vma);
        }
    }
}
