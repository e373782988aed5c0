package faultline.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.Vma;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/// What every strategy promises, however it keeps its promise, as far as one thread can tell.
@Timeout(20)
class LockContractTest {
    private static final List<String> LOOKS_EXCLUDE = List.of("rwsem", "refcount", "store-free");

    @TestFactory Stream<DynamicContainer> every_strategy() {
        return Strategies.all().stream().map(strategy -> dynamicContainer(strategy.name(),
                strategy.name().equals("mmap-lock") ? Stream.of(
                        promise(strategy, "nobody is let in", process -> assertFalse(process.admits())),
                        promise(strategy, "a writer never waits", LockContractTest::aWriterNeverWaits))
                : promises(strategy)));
    }

    private static Stream<DynamicTest> promises(LockStrategy strategy) {
        Stream<DynamicTest> all = Stream.of(
                promise(strategy, "an attached VMA lets readers in", LockContractTest::attachedLetsIn),
                promise(strategy, "where nothing is mapped, nobody gets in", LockContractTest::nothingMapped),
                promise(strategy, "a busy reader began nothing", LockContractTest::busyReaderBeganNothing),
                promise(strategy, "beginning a write twice is once", LockContractTest::writingTwiceIsOnce),
                promise(strategy, "a finished write lets readers back in", LockContractTest::readersReturn),
                promise(strategy, "a downgrade lets readers back in", LockContractTest::downgradeReadmits),
                promise(strategy, "a detached VMA lets nobody in", LockContractTest::detachedLetsNobodyIn),
                promise(strategy, "a VMA attached again lets readers in", LockContractTest::attachedAgain),
                promise(strategy, "a killed writer announced nothing", LockContractTest::killedWriter),
                promise(strategy, "a VMA in its next life is as new", LockContractTest::nextLife));
        return LOOKS_EXCLUDE.contains(strategy.name()) ? all : Stream.concat(all, Stream.of(
                promise(strategy, "a disturbed look is not valid", LockContractTest::disturbedLook)));
    }

    private static DynamicTest promise(LockStrategy strategy, String sentence, Consumer<OneProcess> body) {
        return dynamicTest(sentence, () -> {
            try (OneProcess process = new OneProcess(strategy)) {
                body.accept(process);
            }
        });
    }

    private static void attachedLetsIn(OneProcess process) {
        Task task = process.task;

        assertTrue(process.lock.startRead(task, process.address, process.look));
        assertTrue(process.lock.stillValid(task, process.look));
        process.lock.endRead(task, process.look);
        assertTrue(process.lock.startLook(task, process.address, process.look));
        assertEquals(process.address + process.length(), process.look.vma.end(task));
        assertTrue(process.lock.endLook(task, process.look));
    }

    private static void nothingMapped(OneProcess process) {
        long hole = process.address + process.length();

        assertFalse(process.lock.startRead(process.task, hole, process.look));
        assertFalse(process.lock.startLook(process.task, hole, process.look));
    }

    private static void busyReaderBeganNothing(OneProcess process) {
        Vma vma = write(process);

        assertFalse(process.lock.startRead(process.task, process.address, process.look));
        assertFalse(process.lock.startLook(process.task, process.address, process.look));
        assertTrue(process.lock.startWrite(process.task, vma, false));
        process.lock.settle(process.task);      // would wait for ever for a reader that stayed
        process.mm.writeUnlock(process.task);
    }

    private static void writingTwiceIsOnce(OneProcess process) {
        Vma vma = write(process);

        assertTrue(process.lock.startWrite(process.task, vma, false));
        process.lock.settle(process.task);
        process.mm.writeUnlock(process.task);
        assertTrue(process.admits());
    }

    private static void readersReturn(OneProcess process) {
        for (int session = 0; session < 3; session++) {
            write(process);
            assertFalse(process.admits());
            process.mm.writeUnlock(process.task);

            assertTrue(process.admits());
        }
    }

    private static void downgradeReadmits(OneProcess process) {
        write(process);
        process.mm.downgrade(process.task);

        assertTrue(process.admits());
        process.mm.readUnlock(process.task);
    }

    private static void detachedLetsNobodyIn(OneProcess process) {
        Vma vma = write(process);
        process.lock.markDetached(process.task, vma);

        assertFalse(process.admits());
        process.lock.markAttached(process.task, vma);
        process.mm.writeUnlock(process.task);
        assertEquals(0, Syscalls.munmap(process.task, process.mm, process.address, process.length()));
        assertFalse(process.admits());
    }

    /// As when the tree had no memory to erase it.
    private static void attachedAgain(OneProcess process) {
        Vma vma = write(process);
        process.lock.markDetached(process.task, vma);
        process.lock.markAttached(process.task, vma);
        assertFalse(process.admits());
        process.mm.writeUnlock(process.task);

        assertTrue(process.admits());
    }

    private static void killedWriter(OneProcess process) {
        boolean inside = process.lock.startRead(process.task, process.address, process.look);
        Task writer = process.world.enter(1);
        writer.kill();
        Vma vma = process.look.vma;
        process.mm.writeLock(writer, false);
        boolean announced = process.lock.startWrite(writer, vma, true);
        process.mm.writeUnlock(writer);
        process.world.leave(writer);
        process.lock.endRead(process.task, process.look);

        assertTrue(inside);
        assertTrue(process.admits());
        LockStrategy strategy = process.kernel.strategy();
        boolean waitsForReaders = strategy.readerExcludes() && strategy.readerMaySleep();
        assertEquals(!waitsForReaders, announced);   // who does not wait in startWrite cannot be killed there
    }

    private static void nextLife(OneProcess process) {
        Task task = process.task;
        for (int life = 0; life < 40; life++) {
            Syscalls.munmap(task, process.mm, process.address, process.length());
            MmStruct child = Syscalls.fork(task, process.mm);
            Syscalls.mmap(task, process.mm, process.address, process.length(), VmFlags.READ, null, 0, true);
            assertTrue(process.admits());
            child.putUsers(task);
            task.poll();
            process.world.drain();
        }
    }

    private static void disturbedLook(OneProcess process) {
        assertTrue(process.lock.startLook(process.task, process.address, process.look));
        Task writer = process.world.enter(1);
        process.mm.writeLock(writer, false);
        process.lock.startWrite(writer, process.look.vma, false);
        process.mm.writeUnlock(writer);
        process.world.leave(writer);

        assertFalse(process.lock.endLook(process.task, process.look));
    }

    private static void aWriterNeverWaits(OneProcess process) {
        Vma vma = write(process);

        assertTrue(process.lock.startWrite(process.task, vma, true));
        process.mm.writeUnlock(process.task);
    }

    /// `mmap_lock` is held for writing, and the VMA is announced.
    private static Vma write(OneProcess process) {
        Vma vma = process.vma();
        process.mm.writeLock(process.task, false);
        assertTrue(process.lock.startWrite(process.task, vma, false));
        process.lock.settle(process.task);
        return vma;
    }
}
