package faultline.lab.busted;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// `store-free` as it once was: a reader reads the mark before the session. The mark can be that of a session which
/// ends in between, the VMA detached in it; then it is less than the next session, and so open, though nobody waited for
/// this reader.
public final class ReadsMarkFirst implements LockStrategy {

    @Override public String name() {
        return "busted-store-free-mark-first";
    }

    @Override public String summary() {
        return "store-free, but the mark is read before the session";
    }

    @Override public Reuse reuse() {
        return Reuse.AFTER_RCU;
    }

    @Override public boolean readerExcludes() {
        return true;
    }

    @Override public boolean readerMaySleep() {
        return false;
    }

    @Override public int bytesPerVma() {
        return 4;
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        return new Lock(kernel, mm);
    }

    @Override public String toString() {
        return name();
    }

    @Override public VmaLock forVma(Kernel kernel, Vma vma) {
        return new Mark(vma.line().word("mark", Lock.DETACHED));
    }

    private record Mark(Word word) implements VmaLock {
    }

    private static final class Lock implements AddressSpaceLock {
        private static final long DETACHED = Long.MAX_VALUE;

        private final Memory memory;
        private final MmStruct mm;
        private final Word session;
        private final Word unsettled;

        Lock(Kernel kernel, MmStruct mm) {
            this.memory = kernel.memory();
            this.mm = mm;
            this.session = memory.line(mm).word("session", 0);
            this.unsettled = memory.line(mm).word("unsettled", 0);
        }

        private static Word mark(Vma vma) {
            return ((Mark) vma.lock()).word();
        }

        @Override public void initMm(Task task) {
            session.writeOnce(0);
            unsettled.set(0);
        }

        @Override public void init(Task task, Vma vma, Vma copiedFrom) {
            mark(vma).writeOnce(DETACHED);
        }

        @Override public boolean startRead(Task task, long address, Look look) {
            memory.rcuReadLock(task);
            Vma vma = mm.find(task, address);
            if (vma != null && isOpen(vma) && vma.covers(task, address)) {
                look.vma = vma;
                return true;
            }
            memory.rcuReadUnlock(task);
            return false;
        }

        private boolean isOpen(Vma vma) {
            long marked = mark(vma).readOnce();   // too early
            return marked < session.loadAcquire("B");
        }

        @Override public void endRead(Task task, Look look) {
            memory.rcuReadUnlock(task);
        }

        @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
            long now = session.readOnce();
            if (mark(vma).readOnce() < now) {
                mark(vma).writeOnce(now);
                unsettled.set(1);
            }
            return true;
        }

        @Override public void settle(Task task) {
            if (unsettled.get() != 0) {
                memory.synchronizeRcu(task);
                unsettled.set(0);
            }
        }

        @Override public void endWriteAll(Task task) {
            unsettled.set(0);
            session.storeRelease("A", session.readOnce() + 1);
        }

        @Override public void markAttached(Task task, Vma vma) {
            mark(vma).writeOnce(session.readOnce());
        }

        @Override public void markDetached(Task task, Vma vma) {
            mark(vma).writeOnce(DETACHED);
        }
    }
}
