package faultline.lab.contract;

import static faultline.lab.contract.Broken.unless;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.Vma;
import faultline.kernel.mm.VmFlags;
import faultline.lab.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What every strategy promises, however it keeps its promise, as far as one task at a time can tell. A
/// strategy may let no reader in: then most of this says nothing about it.
public final class Contract {
    private static final Duration SETTLES = Duration.ofMillis(300);
    private static final int LIVES = 40;

    private Contract() {
    }

    /// All of it, in an order that begins with the simplest.
    public static List<Promise> promises() {
        return List.of(
                new Promise("a writer never waits for nobody", false, Contract::writerNeverWaits),
                new Promise("where nothing is mapped, nobody gets in", false, Contract::nothingMapped),
                new Promise("a busy reader began nothing", false, Contract::busyReaderBeganNothing),
                new Promise("a detached VMA lets nobody in", false, Contract::detachedLetsNobodyIn),
                new Promise("a read that begins ends", true, Contract::attachedLetsIn),
                new Promise("beginning a write twice is once", true, Contract::writingTwiceIsOnce),
                new Promise("a finished write lets readers back in", true, Contract::readersReturn),
                new Promise("a downgrade lets readers back in", true, Contract::downgradeReadmits),
                new Promise("a VMA attached again lets readers in", true, Contract::attachedAgain),
                new Promise("a killed writer announced nothing", true, Contract::killedWriter),
                new Promise("a VMA in its next life is as new", true, Contract::nextLife),
                new Promise("a disturbed look is not valid", true, Contract::disturbedLook));
    }

    /// Whether it lets a reader in where nobody writes.
    public static boolean letsReadersIn(LockStrategy strategy) {
        try (OneProcess process = new OneProcess(strategy)) {
            return process.lock.startRead(process.task, process.address, process.look);
        }
    }

    /// Looks at each promise until one is broken; `doing` hears which one is looked at.
    public static Finding check(LockStrategy strategy, Consumer<String> doing) {
        doing.accept("whether it lets a reader in");
        boolean letsIn = letsReadersIn(strategy);
        List<Promise> asked = new ArrayList<>(promises());
        asked.removeIf(promise -> promise.needsReaders() && !letsIn);
        for (Promise promise : asked) {
            doing.accept(promise.sentence());
            Optional<String> how = promise.brokenBy(strategy);
            if (how.isPresent()) {
                return new Finding("contract", Verdict.FAIL, "one task at a time",
                        "promised  " + promise.sentence() + "\nfound     " + how.get());
            }
        }
        String bound = asked.size() + " promises, one task at a time";
        return new Finding("contract", Verdict.PASS, letsIn ? bound : bound + "; it lets no reader in, so "
                + (promises().size() - asked.size()) + " more say nothing about it", "");
    }

    private static void writerNeverWaits(OneProcess process) {
        Vma vma = write(process);

        unless(process.lock.startWrite(process.task, vma, true),
                "startWrite answers false, and nobody was killed");
        process.mm.writeUnlock(process.task);
    }

    private static void nothingMapped(OneProcess process) {
        long hole = process.address + process.length();

        unless(!process.lock.startRead(process.task, hole, process.look),
                "startRead lets a reader in behind the end");
        unless(!process.lock.startLook(process.task, hole, process.look),
                "startLook lets a reader in behind the end");
    }

    private static void busyReaderBeganNothing(OneProcess process) {
        Vma vma = write(process);

        unless(!process.lock.startRead(process.task, process.address, process.look),
                "startRead lets a reader in while a writer has announced the VMA");
        unless(!process.lock.startLook(process.task, process.address, process.look),
                "startLook lets a reader in while a writer has announced the VMA");
        unless(process.lock.startWrite(process.task, vma, false),
                "startWrite answers false, and was not killable");
        process.lock.settle(process.task);      // would wait for ever for a reader that stayed
        process.mm.writeUnlock(process.task);
    }

    private static void detachedLetsNobodyIn(OneProcess process) {
        Vma vma = write(process);
        process.lock.markDetached(process.task, vma);

        unless(!process.admits(), "after markDetached a reader gets in");
        process.lock.markAttached(process.task, vma);
        process.mm.writeUnlock(process.task);
        long answer = Syscalls.munmap(process.task, process.mm, process.address, process.length());
        unless(answer == 0, "munmap answers " + answer);
        unless(!process.admits(), "after munmap a reader gets in");
    }

    private static void attachedLetsIn(OneProcess process) {
        Task task = process.task;

        unless(process.lock.startRead(task, process.address, process.look), "a second reader is not let in");
        unless(process.lock.stillValid(task, process.look), "a read that nobody disturbed is not valid");
        process.lock.endRead(task, process.look);
        if (process.lock.startLook(task, process.address, process.look)) {
            unless(process.look.vma.end(task) == process.address + process.length(),
                    "startLook finds another VMA than that of the address");
            unless(process.lock.endLook(task, process.look), "a look that nobody disturbed is not valid");
        }
        write(process);                         // would wait for ever for a reader that stayed
        process.mm.writeUnlock(task);
    }

    private static void writingTwiceIsOnce(OneProcess process) {
        Vma vma = write(process);

        unless(process.lock.startWrite(process.task, vma, false), "the second startWrite answers false");
        process.lock.settle(process.task);
        process.mm.writeUnlock(process.task);
        unless(process.admits(), "after two startWrite and one endWriteAll no reader gets in");
    }

    private static void readersReturn(OneProcess process) {
        for (int session = 1; session <= 3; session++) {
            write(process);
            unless(!process.admits(), "during write " + session + " a reader gets in");
            process.mm.writeUnlock(process.task);

            unless(process.admits(), "after write " + session + " no reader gets in");
        }
    }

    private static void downgradeReadmits(OneProcess process) {
        write(process);
        process.mm.downgrade(process.task);

        unless(process.admits(), "after a downgrade no reader gets in");
        process.mm.readUnlock(process.task);
    }

    /// As when the tree had no memory to erase it.
    private static void attachedAgain(OneProcess process) {
        Vma vma = write(process);
        process.lock.markDetached(process.task, vma);
        process.lock.markAttached(process.task, vma);
        unless(!process.admits(), "before endWriteAll a reader gets in");
        process.mm.writeUnlock(process.task);

        unless(process.admits(), "after markDetached, markAttached and endWriteAll no reader gets in");
    }

    private static void killedWriter(OneProcess process) {
        boolean inside = process.lock.startRead(process.task, process.address, process.look);
        unless(inside, "a second reader is not let in");
        announceKilled(process);
        process.lock.endRead(process.task, process.look);

        unless(process.admits(), "after a killed startWrite and endWriteAll no reader gets in");
    }

    /// Whether a writer that is killed already announced the VMA of the look. One that would have to wait did
    /// not.
    static boolean announceKilled(OneProcess process) {
        Task writer = process.world.enter(1);
        writer.kill();
        Vma vma = process.look.vma;
        process.mm.writeLock(writer, false);
        boolean announced = process.lock.startWrite(writer, vma, true);
        process.mm.writeUnlock(writer);
        process.world.leave(writer);
        return announced;
    }

    private static void nextLife(OneProcess process) {
        Task task = process.task;
        for (int life = 1; life <= LIVES; life++) {
            Syscalls.munmap(task, process.mm, process.address, process.length());
            MmStruct child = Syscalls.fork(task, process.mm);
            Syscalls.mmap(task, process.mm, process.address, process.length(), VmFlags.READ, null, 0, true);
            unless(process.admits(), "after munmap, fork and mmap, " + life + " times, no reader gets in");
            child.putUsers(task);
            task.poll();
            process.world.drain();
        }
    }

    /// Unless the writer waits for the look, in startWrite or in settle. Whether it waits there shows only by
    /// the clock; where the clock is wrong nothing is said.
    private static void disturbedLook(OneProcess process) {
        if (!process.lock.startLook(process.task, process.address, process.look)) {
            return;
        }
        Vma vma = process.look.vma;
        boolean[] settled = new boolean[1];
        Thread writer = Thread.ofPlatform().daemon().start(() -> process.world.run(1, task -> {
            task.kill();
            process.mm.writeLock(task, false);
            if (process.lock.startWrite(task, vma, true)) {
                process.lock.settle(task);
                settled[0] = true;
            }
            process.mm.writeUnlock(task);
        }));
        boolean over = over(writer);
        boolean valid = process.lock.endLook(process.task, process.look);
        while (!over(writer)) {
            process.task.poll();
        }
        unless(!over || !settled[0] || !valid, "a look is valid although a writer was let in meanwhile");
    }

    private static boolean over(Thread writer) {
        try {
            return writer.join(SETTLES);
        } catch (InterruptedException stop) {
            throw new Broken("it was interrupted");
        }
    }

    /// `mmap_lock` is held for writing, and the VMA is announced.
    private static Vma write(OneProcess process) {
        Vma vma = process.vma();
        process.mm.writeLock(process.task, false);
        unless(process.lock.startWrite(process.task, vma, false),
                "startWrite answers false, and was not killable");
        process.lock.settle(process.task);
        return vma;
    }
}
