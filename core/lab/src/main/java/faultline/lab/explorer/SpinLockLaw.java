package faultline.lab.explorer;

import faultline.kernel.memory.Task;
import faultline.kernel.sync.SpinLock;

/// A spinlock in two steps.
final class SpinLockLaw extends SpinLock {
    private final LockLaw law;
    private final String lockClass;
    private final String nestedClass;

    SpinLockLaw(LockLaw law, String lockClass) {
        this.law = law;
        this.lockClass = lockClass;
        this.nestedClass = lockClass + "/nested";
    }

    @Override public void init() {
        law.init();
    }

    @Override public void lock(Task task) {
        take((ExplorerTask) task, lockClass, false);
    }

    @Override public void lockNested(Task task) {
        take((ExplorerTask) task, nestedClass, true);
    }

    private void take(ExplorerTask me, String asClass, boolean nested) {
        me.acquires(asClass, false, false);
        law.take(me, true, nested, false);
        me.preemptDisable();
    }

    @Override public boolean tryLock(Task task) {
        ExplorerTask me = (ExplorerTask) task;
        if (!law.tryTake(me, true)) {
            return false;
        }
        me.acquires(lockClass, false, true);
        me.preemptDisable();
        return true;
    }

    @Override public void unlock(Task task) {
        ExplorerTask me = (ExplorerTask) task;
        if (!law.isHeldAloneBy(me)) {
            throw me.memory().bug(me + " unlocks " + law.at + ", which it does not hold");
        }
        me.releases(law.isNested() ? nestedClass : lockClass);
        law.releaseAlone(me, false);
        me.preemptEnable();
    }

    @Override public boolean isLocked() {
        return law.isHeldAlone();
    }
}
