package faultline.lab.trial;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.File;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;

/// Pages that all threads read and write while one of them, who has the chunk's token, takes them away, moves
/// them or protects them. Whoever touches them may be refused; what he reads must have been written there by
/// somebody. And the one who changed them knows for sure what nobody may do until he changes them back.
final class RacedPages {
    private static final int ACCESSES = 6;

    private final Trial trial;
    private final File file;
    private final Trial.Token[] tokens = new Trial.Token[Layout.CHUNKS];

    RacedPages(Trial trial, Task task) {
        this.trial = trial;
        int pages = Layout.CHUNKS * Layout.CHUNK_PAGES;
        this.file = trial.file(task, "raced", Trial.RW, new long[Layout.PAGE_WORDS * pages]);
        for (int chunk = 0; chunk < tokens.length; chunk++) {
            tokens[chunk] = new Trial.Token();
        }
        trial.map(task, Layout.RACED, pages, Trial.RW, null, 0);
    }

    /// A few accesses, each of which faults: the page is dropped first. All threads come to the same chunk
    /// for a while.
    void touch(Hand hand) {
        for (int i = 0; i < ACCESSES; i++) {
            long address = Layout.address(Layout.RACED) + 8L * (hand.random.nextInt(Layout.PAGE_WORDS
                    * Layout.CHUNK_PAGES) + Layout.PAGE_WORDS * Layout.CHUNK_PAGES * chunk(hand));
            if (hand.chance(3, 4)) {
                Syscalls.madviseDontNeed(hand.task, trial.mm(), address & -Layout.PAGE, Layout.PAGE);
            }
            FaultResult result = hand.chance(1, 2) ? hand.read(trial.mm(), address)
                    : hand.write(trial.mm(), address, Value.raced(hand.thread, address, hand.next()));
            switch (result) {
                case DONE, SIGSEGV_MAPERR, SIGSEGV_ACCERR -> { }
                default -> {
                    if (!hand.isCut(result)) {
                        throw hand.fail("touches " + Hand.at(address) + " and gets " + result);
                    }
                }
            }
        }
        long address = Layout.address(Layout.RACED) + 8L * hand.random.nextInt(Layout.PAGE_WORDS
                * Layout.CHUNK_PAGES * Layout.CHUNKS);
        if (hand.read(trial.mm(), address) == FaultResult.DONE) {
            check(hand, address, hand.value());
        }
    }

    private int chunk(Hand hand) {
        return hand.chance(7, 8) ? trial.mood() % Layout.CHUNKS : hand.random.nextInt(Layout.CHUNKS);
    }

    /// Changes a part of one chunk, checks, and changes it back.
    void change(Hand hand) {
        int chunk = chunk(hand);
        tokens[chunk].use(() -> {
            int first = hand.random.nextInt(Layout.CHUNK_PAGES);
            int pages = 1 + hand.random.nextInt(Layout.CHUNK_PAGES - first);
            change(hand, chunk * Layout.CHUNK_PAGES + first, pages);
        });
    }

    private void change(Hand hand, int page, int pages) {
        long start = Layout.address(Layout.RACED + page);
        long length = Layout.address(pages);
        switch (hand.random.nextInt(7)) {
            case 0, 1 -> takeAway(hand, start, length);
            case 2 -> protect(hand, start, length, VmFlags.READ);
            case 3 -> protect(hand, start, length, 0);
            case 4 -> moveAway(hand, page, start, length);
            case 5 -> mapFile(hand, page, start, length);
            default -> hand.must("madvise", Syscalls.madviseDontNeed(hand.task, trial.mm(), start, length));
        }
    }

    private void takeAway(Hand hand, long start, long length) {
        hand.must("munmap", Syscalls.munmap(hand.task, trial.mm(), start, length));
        for (long address = start; address < start + length; address += 8) {
            refused(hand, hand.read(trial.mm(), address), FaultResult.SIGSEGV_MAPERR, "reads", address);
        }
        putBack(hand, start, length);
    }

    private void protect(Hand hand, long start, long length, long rights) {
        hand.must("mprotect", Syscalls.mprotect(hand.task, trial.mm(), start, length, rights));
        for (long address = start; address < start + length; address += 8) {
            if (rights == 0) {
                refused(hand, hand.read(trial.mm(), address), FaultResult.SIGSEGV_ACCERR, "reads", address);
                continue;
            }
            long before = hand.load(trial.mm(), address);
            check(hand, address, before);
            refused(hand, hand.write(trial.mm(), address, 1), FaultResult.SIGSEGV_ACCERR, "writes", address);
            still(hand, address, before, hand.load(trial.mm(), address));
        }
        hand.must("mprotect", Syscalls.mprotect(hand.task, trial.mm(), start, length, Trial.RW));
    }

    /// To the attic, where nobody else comes, and back.
    private void moveAway(Hand hand, int page, long start, long length) {
        putBack(hand, start, length);   // one mapping
        touch(hand);
        long attic = Layout.address(Layout.ATTIC + page);
        hand.must("mremap", Syscalls.mremap(hand.task, trial.mm(), start, length, length, true, attic));
        for (long offset = 0; offset < length; offset += 8) {
            refused(hand, hand.read(trial.mm(), start + offset), FaultResult.SIGSEGV_MAPERR, "reads", start + offset);
            long before = hand.load(trial.mm(), attic + offset);
            check(hand, start + offset, before);
            still(hand, attic + offset, before, hand.load(trial.mm(), attic + offset));
        }
        hand.must("mremap", Syscalls.mremap(hand.task, trial.mm(), attic, length, length, true, start));
    }

    /// Shared pages of a file for a while, or private copies of them.
    private void mapFile(Hand hand, int page, long start, long length) {
        long shared = hand.chance(1, 2) ? VmFlags.SHARED : 0;
        hand.must("mmap", Syscalls.mmap(hand.task, trial.mm(), start, length, Trial.RW | shared, file, page, true));
        touch(hand);
        for (long address = start; address < start + length; address += 8) {
            check(hand, address, hand.load(trial.mm(), address));
        }
        putBack(hand, start, length);
    }

    private void putBack(Hand hand, long start, long length) {
        hand.must("mmap", Syscalls.mmap(hand.task, trial.mm(), start, length, Trial.RW, null, 0, true));
    }

    /// `child` is a fork that nobody else has: what it holds stands still, whoever writes in the parent.
    void standsStill(Hand hand, MmStruct child) {
        long[] seen = new long[Layout.CHUNKS * Layout.CHUNK_PAGES * Layout.PAGE_WORDS];
        for (int round = 0; round < 2; round++) {
            for (int word = 0; word < seen.length; word++) {
                long address = Layout.address(Layout.RACED) + 8L * word;
                long found = hand.read(child, address) == FaultResult.DONE ? hand.value() : -1;
                if (found != -1) {
                    check(hand, address, found);
                }
                if (round == 1 && found != seen[word] && !isShared(hand, child, address)) {
                    throw hand.fail("finds that a fork does not stand still: at " + Hand.at(address) + " "
                            + Value.toString(seen[word]) + ", then " + Value.toString(found));
                }
                seen[word] = found;
            }
        }
    }

    private boolean isShared(Hand hand, MmStruct mm, long address) {
        mm.readLock(hand.task, false);
        var vma = mm.find(hand.task, address);
        boolean shared = vma != null && vma.file(hand.task) != null;   // a private page of a file shows it until written
        mm.readUnlock(hand.task);
        return shared;
    }

    private void check(Hand hand, long address, long value) {
        long word = address - Layout.address(Layout.RACED) >> 3;
        if (!Value.isRaced(address, value) && value != file.inode().dentry().content(word)) {
            throw hand.fail("finds at " + Hand.at(address) + " what nobody wrote there: " + Value.toString(value));
        }
    }

    private static void refused(Hand hand, FaultResult result, FaultResult wanted, String how, long address) {
        if (result != wanted) {
            throw hand.fail(how + " " + Hand.at(address) + " after that was taken away, and gets " + result
                    + " instead of " + wanted);
        }
    }

    private static void still(Hand hand, long address, long before, long after) {
        if (before != after && after != 0) {   // 0: somebody dropped the page
            throw hand.fail("finds that " + Hand.at(address) + ", which nobody may write, has become "
                    + Value.toString(after) + ", was " + Value.toString(before));
        }
    }
}
