package faultline.lab.busted;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;

/// Of `vma-seq`: what a look saw is believed, whatever became of the mark meanwhile.
final class BelievesLooks extends Spoiled {

    BelievesLooks(AddressSpaceLock whole) {
        super(whole);
    }

    @Override public boolean endLook(Task task, Look look) {
        super.endLook(task, look);
        return true;
    }
}
