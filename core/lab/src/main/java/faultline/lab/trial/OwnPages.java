package faultline.lab.trial;

import faultline.kernel.mm.Access;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.File;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import faultline.lab.model.AddressSpaceModel;
import faultline.lab.model.ModelFile;
import java.util.function.LongSupplier;

/// Pages that one thread alone touches: its window, and its patches in the patchwork. Whatever the others do
/// around them, and to the mappings they are part of, every answer and every value must be the model's.
final class OwnPages {
    private static final int PEEKS = 6;

    private final Trial trial;
    private final Hand hand;
    private final AddressSpaceModel model;
    private final ModelFile modelFile;
    private final File file;
    private final int window;

    OwnPages(Trial trial, Hand hand) {
        this.trial = trial;
        this.hand = hand;
        this.model = new AddressSpaceModel(trial.kernel().sizes());
        this.modelFile = new ModelFile("own", true, Layout.PAGE_WORDS, new long[Layout.PAGE_WORDS * 8]);
        this.file = trial.ownFile(hand.thread);
        this.window = Layout.window(hand.thread);
        model.mmap(Layout.address(Layout.SENTINEL), Layout.PAGE, Trial.RW, null, 0, true);
        model.mmap(Layout.address(Layout.safe(hand.thread)), Layout.address(Layout.SAFE_PAGES), Trial.RW, null, 0, true);
        for (int page = hand.thread; page < Layout.PATCHES; page += trial.threads()) {
            model.mmap(Layout.address(Layout.PATCHWORK + page), Layout.PAGE, Trial.RW, null, 0, true);
        }
    }

    /// What this thread knows of its pages.
    AddressSpaceModel model() {
        return model;
    }

    void patch() {
        long address = Layout.address(patchPage());
        switch (hand.random.nextInt(10)) {
            case 0 -> mmap(address, Layout.PAGE, Trial.RW, false, 0);
            case 1 -> munmap(address, Layout.PAGE);
            case 2, 3 -> mprotect(address, Layout.PAGE, rights());
            case 4 -> dontNeed(address, Layout.PAGE);
            default -> access(trial.mm(), model, address + 8L * hand.random.nextInt(Layout.PAGE_WORDS));
        }
    }

    /// Accesses to its patches that change no mapping.
    void touchPatches() {
        for (int i = 0; i < PEEKS; i++) {
            access(trial.mm(), model, Layout.address(patchPage()) + 8L * hand.random.nextInt(Layout.PAGE_WORDS));
        }
    }

    void window() {
        long address = Layout.address(window + hand.random.nextInt(Layout.FREE_PAGES));
        long most = Layout.address(window + Layout.FREE_PAGES) - address;
        long length = Math.min(most, Layout.address(1 + hand.random.nextInt(4)));
        switch (hand.random.nextInt(16)) {
            case 0, 1 -> {
                boolean fromFile = hand.chance(1, 2);
                long flags = rights() | (fromFile && hand.chance(1, 2) ? VmFlags.SHARED : 0)
                        | (!fromFile && hand.chance(1, 3) ? VmFlags.GROWSDOWN : 0);
                mmap(address, length, flags, fromFile, fromFile ? hand.random.nextInt(4) : 0);
            }
            case 2 -> munmap(address, length);
            case 3, 4 -> mprotect(address, length, rights());
            case 5 -> dontNeed(address, length);
            case 6 -> remap(address, length);
            default -> access(trial.mm(), model, address + 8L * hand.random.nextInt(Layout.PAGE_WORDS));
        }
    }

    /// One access somewhere in this thread's pages, in its own address space or in a fork of it.
    void anywhere(MmStruct mm, AddressSpaceModel known) {
        int page = hand.chance(1, 2) ? patchPage() : window + hand.random.nextInt(Layout.FREE_PAGES);
        access(mm, known, Layout.address(page) + 8L * hand.random.nextInt(Layout.PAGE_WORDS));
    }

    private int patchPage() {
        int patches = (Layout.PATCHES - hand.thread + trial.threads() - 1) / trial.threads();
        return Layout.PATCHWORK + hand.thread + trial.threads() * hand.random.nextInt(patches);
    }

    private void access(MmStruct mm, AddressSpaceModel known, long address) {
        Access access = hand.chance(1, 8) ? Access.EXEC : hand.chance(1, 2) ? Access.READ : Access.WRITE;
        long value = Value.own(hand.thread, address, hand.next());
        FaultResult found = switch (access) {
            case READ -> hand.read(mm, address);
            case WRITE -> hand.write(mm, address, value);
            case EXEC -> hand.fetch(mm, address);
        };
        if (hand.isCut(found)) {
            return;
        }
        FaultResult wanted = switch (access) {
            case READ -> known.read(address);
            case WRITE -> known.write(address, value);
            case EXEC -> known.fetch(address);
        };
        if (wanted != found) {
            throw hand.fail(access + " of its own " + Hand.at(address) + " gives " + found + ", must give " + wanted);
        }
        if (found == FaultResult.DONE && access == Access.WRITE && mm == trial.mm()) {
            publish(address, value);
        }
        if (found == FaultResult.DONE && access != Access.WRITE && hand.value() != known.value()) {
            throw hand.fail("finds at its own " + Hand.at(address) + " " + Value.toString(hand.value())
                    + ", must find " + Value.toString(known.value()));
        }
    }

    private void publish(long address, long value) {
        long word = address - Layout.address(Layout.PATCHWORK) >> 3;
        if (word >= 0 && word < trial.written().length()) {
            trial.written().set((int) word, Value.sequence(value));
        }
    }

    /// Looks at words of others: a page that was copied for its owner must not be seen as it was before.
    void peek() {
        for (int i = 0; i < PEEKS; i++) {
            int word = hand.random.nextInt(trial.written().length());
            int owner = word / Layout.PAGE_WORDS % trial.threads();
            long address = Layout.address(Layout.PATCHWORK) + 8L * word;
            long least = trial.written().get(word);
            if (hand.read(trial.mm(), address) != FaultResult.DONE || hand.value() == 0) {
                continue;
            }
            if (!Value.isOwn(owner, address, hand.value()) || Value.sequence(hand.value()) < least) {
                throw hand.fail("finds at " + Hand.at(address) + " " + Value.toString(hand.value()) + ", after thread "
                        + owner + " wrote " + least);
            }
        }
    }

    /// Whether it came to its end.
    private boolean mmap(long address, long length, long flags, boolean fromFile, long offset) {
        return agree("mmap", Syscalls.mmap(hand.task, trial.mm(), address, length, flags, fromFile ? file : null,
                offset, true), () -> model.mmap(address, length, flags, fromFile ? modelFile : null, offset, true));
    }

    private void munmap(long address, long length) {
        agree("munmap", Syscalls.munmap(hand.task, trial.mm(), address, length),
                () -> model.munmap(address, length));
    }

    private void mprotect(long address, long length, long rights) {
        agree("mprotect", Syscalls.mprotect(hand.task, trial.mm(), address, length, rights),
                () -> model.mprotect(address, length, rights));
    }

    private void dontNeed(long address, long length) {
        agree("madvise", Syscalls.madviseDontNeed(hand.task, trial.mm(), address, length),
                () -> model.madviseDontNeed(address, length));
    }

    /// A mapping that is known to be in one piece, because it is new, becomes longer or shorter or goes
    /// elsewhere.
    private void remap(long address, long length) {
        if (!mmap(address, length, Trial.RW, false, 0)) {
            return;
        }
        access(trial.mm(), model, address);
        boolean moves = hand.chance(2, 3);
        int page = hand.random.nextInt(Layout.FREE_PAGES);
        long target = moves ? Layout.address(window + page) : 0;
        long most = Layout.address(window + Layout.FREE_PAGES) - (moves ? target : address);
        long newLength = Math.min(most, Layout.address(1 + hand.random.nextInt(4)));
        agree("mremap", Syscalls.mremap(hand.task, trial.mm(), address, length, newLength, moves, target),
                () -> model.mremap(address, length, newLength, moves, target));
    }

    /// The call answers as the model does, or was cut short; then the model does not hear of it.
    private boolean agree(String call, long answer, LongSupplier inModel) {
        if (hand.isCut(answer)) {
            return false;
        }
        long wanted = inModel.getAsLong();
        if (wanted != answer) {
            throw hand.fail(call + " in its own pages answers " + Trial.told(answer) + ", must answer "
                    + Trial.told(wanted));
        }
        return true;
    }

    private long rights() {
        return switch (hand.random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> VmFlags.READ;
            case 2 -> Trial.RX;
            default -> Trial.RW;
        };
    }
}
