package faultline.lab.trial;

import faultline.kernel.mm.Audit;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Syscalls;
import faultline.lab.model.AddressSpaceModel;
import java.util.List;

/// A fork in the middle of it all: the child holds what the parent held at one moment, and from then on
/// neither sees what the other writes.
final class Forks {
    private static final int ACCESSES = 12;
    private static final int LOOKS = 24;

    private final Trial trial;
    private final Hand hand;
    private final OwnPages own;

    Forks(Trial trial, Hand hand, OwnPages own) {
        this.trial = trial;
        this.hand = hand;
        this.own = own;
    }

    void fork() {
        MmStruct child = child();
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

    /// Keeps a fork, so that every first write to a page must copy it, and looks at pages while their owners
    /// write.
    void keep() {
        MmStruct child = child();
        for (int look = 0; look < LOOKS; look++) {
            own.peek();
        }
        othersPatches(child);
        child.putUsers(hand.task);
    }

    /// A fork that a fatal signal may cut short.
    void attempt() {
        MmStruct child = Syscalls.fork(hand.task, trial.mm());
        if (child != null) {
            child.putUsers(hand.task);
        } else if (!hand.task.fatalSignalPending()) {
            throw hand.fail("cannot fork: " + Audit.inUse(trial.kernel()));
        }
    }

    private MmStruct child() {
        MmStruct child = Syscalls.fork(hand.task, trial.mm());
        if (child == null) {
            throw hand.fail("cannot fork: " + Audit.inUse(trial.kernel()));
        }
        return child;
    }

    /// What the others have at the moment is not known, but who must have written it, and that it stands
    /// still.
    private void othersPatches(MmStruct child) {
        long[] seen = new long[Layout.PATCHES * Layout.PAGE_WORDS];
        for (int round = 0; round < 2; round++) {
            for (int word = 0; word < seen.length; word++) {
                long address = Layout.address(Layout.PATCHWORK) + 8L * word;
                int owner = word / Layout.PAGE_WORDS % trial.threads();
                long found = hand.read(child, address) == FaultResult.DONE ? hand.value() : 0;
                boolean mine = owner == hand.thread;   // who has written in the child meanwhile
                if (!Value.isOwn(owner, address, found) || round == 1 && found != seen[word] && !mine) {
                    throw hand.fail("finds in a fork at " + Hand.at(address) + " " + Value.toString(found) + ", before "
                            + Value.toString(seen[word]));
                }
                seen[word] = found;
            }
        }
    }
}
