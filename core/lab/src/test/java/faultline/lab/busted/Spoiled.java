package faultline.lab.busted;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Vma;

/// Does what another lock does; a subclass leaves something out.
class Spoiled implements AddressSpaceLock {
    private final AddressSpaceLock whole;

    Spoiled(AddressSpaceLock whole) {
        this.whole = whole;
    }

    @Override public void initMm(Task task) {
        whole.initMm(task);
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        whole.init(task, vma, copiedFrom);
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        return whole.startRead(task, address, look);
    }

    @Override public boolean stillValid(Task task, Look look) {
        return whole.stillValid(task, look);
    }

    @Override public void endRead(Task task, Look look) {
        whole.endRead(task, look);
    }

    @Override public boolean startLook(Task task, long address, Look look) {
        return whole.startLook(task, address, look);
    }

    @Override public boolean endLook(Task task, Look look) {
        return whole.endLook(task, look);
    }

    @Override public void writeLocked(Task task) {
        whole.writeLocked(task);
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        return whole.startWrite(task, vma, killable);
    }

    @Override public void settle(Task task) {
        whole.settle(task);
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
