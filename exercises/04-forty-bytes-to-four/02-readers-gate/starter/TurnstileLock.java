package readersgate;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.kernel.sync.RcuWait;

/// A turnstile in each VMA counts who is inside. A writer takes [#BIAS] off the count, which makes it negative, waits
/// for those inside, leaves a number, and gives the bias back. A VMA is shut while its number is that of the writing
/// that goes on in the address space.
///
/// ```
///     inside          means
///     0               detached
///     1               attached, and nobody inside
///     1 + n           n readers inside, or on their way out
///     1 + n - BIAS    a writer waits for n readers
///
///     reader (in RCU)                           writer (holds mmap_lock for writing)
///
///     find the VMA; shut? refused               A: release   inside = 1       complete, attached
///     inside + 1           B: acquire ◀──────── C: release   inside + BIAS    shut
///     covers the address?                       change the VMA
///                                               F: release   writing + 1
///     leave RCU, look
///     inside - 1           D: release ────────▶ wait for  inside == 1 - BIAS
/// ```
///
/// Memory is reused at once: a VMA that was found may be detached, or be another one, of any address space.
public final class TurnstileLock implements AddressSpaceLock {
    static final long NEVER = -1;

    private static final long BIAS = 0x100;
    private static final long MOST = BIAS - 2;   // what a reader may still add itself to

    private final Memory memory;
    private final MmStruct mm;
    private final Word writing;
    private final RcuWait writerWait;

    TurnstileLock(Kernel kernel, MmStruct mm) {
        this.memory = kernel.memory();
        this.mm = mm;
        Line line = memory.line(mm);
        this.writing = line.word("writing", 0);
        this.writerWait = kernel.sync().rcuWait(line, "writer_wait");
    }

    /// What a VMA has of this lock. Late readers see both in the VMA's next life.
    record Turnstile(Word inside, Word shutIn) implements VmaLock {
    }

    private static Turnstile of(Vma vma) {
        return (Turnstile) vma.lock();
    }

    @Override public void initMm(Task task) {
        writing.writeOnce(0);
        writerWait.init();
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        of(vma).shutIn().writeOnce(NEVER);
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        memory.rcuReadLock(task);
        Vma vma = mm.find(task, address);
        boolean counted = vma != null && of(vma).shutIn().readOnce() != writing.readOnce() && raise(of(vma));
        memory.rcuReadUnlock(task);
        if (!counted) {
            return false;
        }
        if (belongs(task, vma, address)) {
            look.vma = vma;
            return true;
        }
        leave(task, vma);
        return false;
    }

    /// Adds this reader to those inside, if it may; whether it did.
    private static boolean raise(Turnstile turnstile) {
        turnstile.inside().fetchAddAcquire("B", 1);   // 1: at which counts may it?
        return true;
    }

    /// Whether a reader that is counted may stay. If not, the caller takes it out again.
    private boolean belongs(Task task, Vma vma, long address) {
        return vma.covers(task, address);   // 2: whose VMA is it?  3: is it shut?
    }

    @Override public void endRead(Task task, Look look) {
        leave(task, look.vma);
    }

    /// Takes a reader out, and wakes whoever waits for the last one. Whose VMA it is must be known before.
    private void leave(Task task, Vma vma) {
        boolean strange = !vma.isOf(mm);
        MmStruct owner = strange ? vma.mmOnce() : mm;
        if (strange) {
            owner.grab(task);
        }
        long left = of(vma).inside().fetchAddRelease("D", -1) - 1;
        if (left <= 1 - BIAS) {
            ((TurnstileLock) owner.lock()).writerWait.wake(task);
        }
        if (strange) {
            owner.drop(task);
        }
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        Turnstile own = of(vma);
        if (own.shutIn().readOnce() == writing.readOnce()) {
            return true;
        }
        boolean attached = own.inside().fetchAddWithinRelaxed(-BIAS, 1, MOST + 1) != 0;
        boolean alone = !attached || writerWait.waitUntil(task, own.inside(), 1 - BIAS, killable);
        if (alone) {
            own.shutIn().writeOnce(writing.readOnce());
        }
        if (attached) {
            own.inside().fetchAddRelease("C", BIAS);
        }
        return alone;
    }

    @Override public void endWriteAll(Task task) {
        writing.storeRelease("F", writing.readOnce() + 1);
    }

    @Override public void markAttached(Task task, Vma vma) {
        of(vma).inside().storeRelease("A", 1);
    }

    @Override public void markDetached(Task task, Vma vma) {
        Word inside = of(vma).inside();
        if (inside.fetchAddRelaxed(-1) == 1) {
            return;
        }
        if (inside.fetchAddWithinRelaxed(-BIAS, 1, MOST + 1) != 0) {   // they were counted before it was shut
            writerWait.waitUntil(task, inside, -BIAS, false);
            inside.fetchAddRelease("C", BIAS);
        }
    }
}
