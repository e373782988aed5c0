package faultline.lab.trial;

import faultline.kernel.mm.Errno;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.Syscalls;
import faultline.lab.model.AddressSpaceModel;

/// The heap of the shared address space. One thread at a time moves its end; the model goes along.
final class Heap {
    private final Trial trial;
    private final Trial.Token token = new Trial.Token();
    private final AddressSpaceModel model;

    Heap(Trial trial) {
        this.trial = trial;
        this.model = new AddressSpaceModel(trial.kernel().sizes());
        model.startBrk(Layout.address(Layout.HEAP));
        Syscalls.startBrk(trial.mm(), Layout.address(Layout.HEAP));
    }

    void move(Hand hand) {
        token.use(() -> {
            long end = Layout.address(Layout.HEAP) + 8L * hand.random.nextInt(Layout.HEAP_PAGES * Layout.PAGE_WORDS);
            long answer = Syscalls.brk(hand.task, trial.mm(), end);
            boolean cut = hand.task.fatalSignalPending() && (answer == Errno.EINTR || answer == model.brk(0));
            long wanted = cut ? answer : model.brk(end);
            if (wanted != answer) {
                throw hand.fail("brk answers " + Trial.told(answer) + ", must answer " + Trial.told(wanted));
            }
            for (int i = 0; i < 4; i++) {
                touch(hand, Layout.address(Layout.HEAP)
                        + 8L * hand.random.nextInt(Layout.HEAP_PAGES * Layout.PAGE_WORDS));
            }
        });
    }

    private void touch(Hand hand, long address) {
        boolean reads = hand.chance(1, 2);
        long value = Value.own(hand.thread, address, hand.next());
        FaultResult found = reads ? hand.read(trial.mm(), address) : hand.write(trial.mm(), address, value);
        if (hand.isCut(found)) {
            return;
        }
        FaultResult wanted = reads ? model.read(address) : model.write(address, value);
        boolean same = wanted == found
                && (!reads || found != FaultResult.DONE || hand.value() == model.value());
        if (!same) {
            throw hand.fail("finds in the heap at " + Hand.at(address) + " " + found + " "
                    + Value.toString(hand.value()) + ", must find " + wanted + " " + Value.toString(model.value()));
        }
    }
}
