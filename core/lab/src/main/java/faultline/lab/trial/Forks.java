package faultline.lab.trial;

import faultline.kernel.mm.Audit;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Syscalls;
import faultline.lab.model.AddressSpaceModel;
import java.util.List;

/// A fork in the middle of it all: the child holds what the parent held at one moment, and from then on neither sees
/// what the other writes.
final class Forks {
    private static final int ACCESSES = 12;

    private final Trial trial;
    private final Hand hand;
    private final OwnPages own;

    Forks(Trial trial, Hand hand, OwnPages own) {
        this.trial = trial;
        this.hand = hand;
        this.own = own;
    }

    void fork() {
        MmStruct child = Syscalls.fork(hand.task, trial.mm());
        if (child == null) {
            throw hand.fail("cannot fork");
        }
        AddressSpaceModel model = own.model().fork();
        for (int i = 0; i < ACCESSES; i++) {
            own.anywhere(child, model);
            own.anywhere(trial.mm(), own.model());
        }
        trial.raced().standsStill(hand, child);
        othersPatches(child);
        trial.text().runIn(hand, child);
        List<String> stray = Audit.strayEntries(hand.task, child);
        if (!stray.isEmpty()) {
            throw hand.fail("finds in a fork: " + stray.getFirst());
        }
        child.putUsers(hand.task);
    }

    /// What the others have at the moment is not known, but who must have written it.
    private void othersPatches(MmStruct child) {
        for (int page = 0; page < Layout.PATCHES; page++) {
            long address = Layout.address(Layout.PATCHWORK + page);
            if (hand.read(child, address) == FaultResult.DONE
                    && !Value.isOwn(page % trial.threads(), address, hand.value())) {
                throw hand.fail("finds in a fork at " + Hand.at(address) + " " + Value.toString(hand.value()));
            }
        }
    }
}
