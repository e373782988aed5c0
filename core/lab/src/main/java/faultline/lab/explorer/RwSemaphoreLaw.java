package faultline.lab.explorer;

import faultline.kernel.memory.Task;
import faultline.kernel.sync.RwSemaphore;

/// An rw_semaphore in two steps. Readers neither order nor delay one another.
final class RwSemaphoreLaw extends RwSemaphore {
    private final LockLaw law;
    private final String lockClass;
    private final String nestedClass;

    RwSemaphoreLaw(LockLaw law, String lockClass) {
        this.law = law;
        this.lockClass = lockClass;
        this.nestedClass = lockClass + "/nested";
    }

    @Override public void init() {
        law.init();
    }

    @Override public boolean downRead(Task task, boolean killable) {
        return take((ExplorerTask) task, false, lockClass, killable);
    }

    @Override public boolean downWrite(Task task, boolean killable) {
        return take((ExplorerTask) task, true, lockClass, killable);
    }

    @Override public void downWriteNested(Task task) {
        take((ExplorerTask) task, true, nestedClass, false);
    }

    private boolean take(ExplorerTask me, boolean toWrite, String asClass, boolean killable) {
        me.mightSleep();
        me.acquires(asClass, !toWrite, false);
        if (!law.take(me, toWrite, asClass.equals(nestedClass), killable)) {
            me.releases(asClass);
            return false;
        }
        return true;
    }

    @Override public boolean tryDownRead(Task task) {
        return tryTake((ExplorerTask) task, false);
    }

    @Override public boolean tryDownWrite(Task task) {
        return tryTake((ExplorerTask) task, true);
    }

    private boolean tryTake(ExplorerTask me, boolean toWrite) {
        if (!law.tryTake(me, toWrite)) {
            return false;
        }
        me.acquires(lockClass, !toWrite, true);
        return true;
    }

    @Override public void upRead(Task task) {
        ExplorerTask me = (ExplorerTask) task;
        me.releases(lockClass);
        if (!law.isHeldTogetherBy(me)) {
            throw me.memory().bug(me + " calls upRead on " + law.at + ", which it does not hold for reading");
        }
        law.releaseTogether(me);
    }

    @Override public void upWrite(Task task) {
        ExplorerTask me = (ExplorerTask) task;
        checkWrites(me);
        me.releases(law.isNested() ? nestedClass : lockClass);
        law.releaseAlone(me, false);
    }

    @Override public void downgradeWrite(Task task) {
        ExplorerTask me = (ExplorerTask) task;
        checkWrites(me);
        me.releases(law.isNested() ? nestedClass : lockClass);
        law.releaseAlone(me, true);
        me.acquires(lockClass, true, true);
    }

    private void checkWrites(ExplorerTask me) {
        if (!law.isHeldAloneBy(me)) {
            throw me.memory().bug(me + " ends a write on " + law.at + ", which it does not hold for writing");
        }
    }

    @Override public boolean isWriteLocked() {
        return law.isHeldAlone();
    }

    @Override public boolean isLocked() {
        return law.isHeldAlone() || !law.isFree(true);
    }
}
