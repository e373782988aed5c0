package secondlook;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.kernel.sync.RwSemaphore;

/// A gate in each VMA. Readers stand in it; a writer only passes through it, and leaves a number on it: the
/// gate is closed while that number is the one of the writing that goes on in the address space.
///
/// ```
///     reader (in RCU)                       writer (holds mmap_lock for writing)
///
///     find the VMA                          down_write gate     waits for the readers inside
///     closed? refused                       closed_in = writing
///     down_read gate, tried                 up_write gate
///     closed? out again
///                                  ┐        change the VMA; gone; tree
///     gone? covers the address?    └─────── A: release   writing + 1
///     leave RCU, look
///     in RCU: up_read gate
/// ```
///
/// Nothing is missing from the writer.
public final class GateLock implements AddressSpaceLock {
    private static final long NEVER = -1;

    private final Memory memory;
    private final MmStruct mm;
    private final Word writing;

    GateLock(Memory memory, MmStruct mm) {
        this.memory = memory;
        this.mm = mm;
        this.writing = memory.line(mm).word("writing", 0);
    }

    /// What a VMA has of this lock, all of it on one line.
    record Gate(RwSemaphore gate, Word closedIn, Word gone) implements VmaLock {
    }

    private static Gate of(Vma vma) {
        return (Gate) vma.lock();
    }

    @Override public void initMm(Task task) {
        writing.writeOnce(0);
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        of(vma).gate().init();
        of(vma).closedIn().writeOnce(NEVER);
        of(vma).gone().writeOnce(1);
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        memory.rcuReadLock(task);
        Vma vma = mm.find(task, address);
        boolean in = vma != null && enter(task, vma, address);
        memory.rcuReadUnlock(task);
        if (in) {
            look.vma = vma;
        }
        return in;
    }

    /// Whether this reader stands in the gate, and it is the gate of a VMA that covers the address. If not, it
    /// stands in none.
    private boolean enter(Task task, Vma vma, long address) {
        Gate own = of(vma);
        if (own.closedIn().readOnce() == writing.readOnce()) {
            return false;
        }
        if (!own.gate().tryDownRead(task)) {
            return false;
        }
        if (own.closedIn().readOnce() == writing.readOnce()) {
            own.gate().upRead(task);
            return false;
        }
        if (own.gone().see(task) != 0 || !vma.covers(task, address)) {
            own.gate().upRead(task);
            return false;
        }
        return true;
    }

    @Override public void endRead(Task task, Look look) {
        memory.rcuReadLock(task);   // it wakes a writer, who may free the VMA meanwhile
        of(look.vma).gate().upRead(task);
        memory.rcuReadUnlock(task);
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        Gate own = of(vma);
        if (own.closedIn().readOnce() == writing.readOnce()) {
            return true;
        }
        if (!own.gate().downWrite(task, killable)) {
            return false;
        }
        own.closedIn().writeOnce(writing.readOnce());
        own.gate().upWrite(task);
        return true;
    }

    @Override public void endWriteAll(Task task) {
        writing.storeRelease("A", writing.readOnce() + 1);
    }

    @Override public void markAttached(Task task, Vma vma) {
        of(vma).gone().writeOnce(0);
    }

    @Override public void markDetached(Task task, Vma vma) {
        of(vma).gone().writeOnce(1);
    }
}
