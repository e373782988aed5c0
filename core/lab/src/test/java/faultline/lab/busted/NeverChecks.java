package faultline.lab.busted;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;

/// Of `srcu`: a fault sets its PTE without looking at `vm_sequence` again.
final class NeverChecks extends Spoiled {

    NeverChecks(AddressSpaceLock whole) {
        super(whole);
    }

    @Override public boolean stillValid(Task task, Look look) {
        return true;
    }
}
