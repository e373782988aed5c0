package faultline.kernel.mm;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.PlainMemory;
import faultline.kernel.memory.Task;
import faultline.kernel.sync.Sync;

/// A strategy that lets no reader in, and kernels to test parts of `mm` in.
final class NoLock implements LockStrategy, AddressSpaceLock, VmaLock {

    /// A kernel that never takes a fault. Its trees have `treeSlots` slots a node and at most `treeNodes`
    /// nodes.
    static Kernel kernel(PlainMemory memory, int cpus, int treeSlots, int treeNodes) {
        Sizes sizes = new Sizes(cpus, 4, 3, 3, 64, 4, 256, 64, 8, 16, treeSlots, treeNodes, 1, 100);
        return new Kernel(memory, Sync.coded(memory, cpus, 0), new NoLock(), sizes, _ -> new NoProbes());
    }

    @Override public String name() {
        return "no-lock";
    }

    @Override public String summary() {
        return "every read is refused";
    }

    @Override public Reuse reuse() {
        return Reuse.AFTER_RCU;
    }

    @Override public boolean readerExcludes() {
        return true;
    }

    @Override public boolean readerMaySleep() {
        return true;
    }

    @Override public int bytesPerVma() {
        return 0;
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        return this;
    }

    @Override public VmaLock forVma(Kernel kernel, Vma vma) {
        return this;
    }

    @Override public void initMm(Task task) {
        // no words
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        // no words
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        return false;
    }

    @Override public void endRead(Task task, Look look) {
        throw new AssertionError("no read was begun");
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        return true;
    }

    @Override public void endWriteAll(Task task) {
        // nothing was announced
    }

    @Override public void markAttached(Task task, Vma vma) {
        // nobody reads
    }

    @Override public void markDetached(Task task, Vma vma) {
        // nobody reads
    }

    private static final class NoProbes implements TextHooks {
        @Override public void mapped(Task task, MmStruct mm, Vma vma) {
            // nothing to install
        }

        @Override public void unmapped(Task task, MmStruct mm, Vma vma, long start, long end) {
            // nothing was installed
        }

        @Override public void forkBegins(Task task) {
            // nothing to hold back
        }

        @Override public void forked(Task task, MmStruct parent, MmStruct child) {
            // nothing to copy
        }

        @Override public void forkEnds(Task task) {
            // nothing was held back
        }

        @Override public void exited(Task task, MmStruct mm) {
            // nothing was installed
        }
    }
}
