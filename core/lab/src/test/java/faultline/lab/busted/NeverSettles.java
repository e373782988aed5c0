package faultline.lab.busted;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.memory.Task;

/// Of `store-free`: a writer edits and zaps while readers that came before the mark are still inside.
final class NeverSettles extends Spoiled {

    NeverSettles(AddressSpaceLock whole) {
        super(whole);
    }

    @Override public void settle(Task task) {
        // readers will be gone soon
    }
}
