package yours;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// Readers that find no mark on the VMA are in, and believe what they saw.
public final class YourLock implements AddressSpaceLock {
    static final long DETACHED = Long.MAX_VALUE;

    private final Memory memory;
    private final MmStruct mm;
    private final Word session;

    YourLock(Memory memory, MmStruct mm) {
        this.memory = memory;
        this.mm = mm;
        this.session = memory.line(mm).word("session", 0);
    }

    record Cells(Word mark) implements VmaLock {
    }

    private static Word mark(Vma vma) {
        return ((Cells) vma.lock()).mark();
    }

    @Override public void initMm(Task task) {
        session.writeOnce(0);
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        mark(vma).writeOnce(DETACHED);
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        memory.rcuReadLock(task);
        Vma vma = mm.find(task, address);
        if (vma != null) {
            long seen = mark(vma).loadAcquire("D");
            if (seen < session.loadAcquire("B") && vma.covers(task, address)) {
                look.vma = vma;
                look.stamp = seen;
                return true;
            }
        }
        memory.rcuReadUnlock(task);
        return false;
    }

    @Override public void endRead(Task task, Look look) {
        memory.rcuReadUnlock(task);
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        long now = session.readOnce();
        if (mark(vma).readOnce() < now) {
            mark(vma).storeRelease("C", now);
            memory.wmb("E");
        }
        return true;
    }

    @Override public void endWriteAll(Task task) {
        session.storeRelease("A", session.readOnce() + 1);
    }

    @Override public void markAttached(Task task, Vma vma) {
        mark(vma).storeRelease("C", session.readOnce());
    }

    @Override public void markDetached(Task task, Vma vma) {
        mark(vma).writeOnce(DETACHED);
    }
}
