package faultline.lab.trial;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.File;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.uprobe.Consumer;
import faultline.kernel.uprobe.Cookie;
import faultline.kernel.uprobe.Insn;
import faultline.kernel.uprobe.Registers;
import faultline.kernel.uprobe.Trap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Two pages of code that come now from one file, now from another, at another offset. Each page of both
/// files has a probe, whose consumer knows at which address it may be hit, if at all. A look that puts
/// together the file of one mapping and the offset of another finds a probe of a mapping that never was.
final class SwappedText {
    private static final int PAGES = 7;
    private static final int[] OFFSETS = {0, 4};   // of the first and the second file, in pages

    private final Trial trial;
    private final File[] files = new File[2];
    private final List<Watch> watches = new ArrayList<>();
    private final Trial.Token token = new Trial.Token();
    private final long base = Layout.address(Layout.SWAPPED);

    SwappedText(Trial trial, Task task) {
        this.trial = trial;
        for (int i = 0; i < files.length; i++) {
            long[] words = new long[PAGES * Layout.PAGE_WORDS];
            Arrays.fill(words, Insn.NOP);
            files[i] = trial.file(task, "code" + i, VmFlags.READ, words);
            for (int page = 0; page < PAGES; page++) {
                int mapped = page - OFFSETS[i];
                long address = mapped >= 0 && mapped < Layout.SWAPPED_PAGES ? base + Layout.address(mapped) : -1;
                Watch watch = new Watch(trial.kernel().memory(), 1_000 + watches.size(), i, page, address);
                watches.add(watch);
                trial.uprobes().register(task, files[i].inode(), Layout.address(page), watch);
            }
        }
        trial.map(task, Layout.SWAPPED, Layout.SWAPPED_PAGES, Trial.RX, files[0], OFFSETS[0]);
    }

    /// Executes the probed instructions, whichever they are just now.
    void run(Hand hand) {
        Registers registers = new Registers();
        for (int i = 0; i < 2 * Layout.SWAPPED_PAGES; i++) {
            registers.ip = base + Layout.address(i % Layout.SWAPPED_PAGES);
            Trap trap = hand.code().step(hand.task, trial.mm(), registers);
            if (trap != Trap.NONE && trap != Trap.SIGSEGV) {
                throw hand.fail("executes at " + Hand.at(registers.ip) + ", where code is swapped, and gets " + trap);
            }
        }
    }

    void swap(Hand hand) {
        token.use(() -> {
            for (int i = 0; i < 3; i++) {
                int which = hand.random.nextInt(files.length);
                int skip = hand.random.nextInt(Layout.SWAPPED_PAGES);
                hand.must("mmap", Syscalls.mmap(hand.task, trial.mm(), base + Layout.address(skip),
                        Layout.address(Layout.SWAPPED_PAGES - skip), Trial.RX, files[which], OFFSETS[which] + skip,
                        true));
                if (hand.chance(1, 4)) {
                    hand.must("munmap", Syscalls.munmap(hand.task, trial.mm(), base
                            + Layout.address(hand.random.nextInt(Layout.SWAPPED_PAGES)), Layout.PAGE));
                }
            }
        });
    }

    void end(Task task) {
        for (Watch watch : watches) {
            long answer = trial.uprobes().unregister(task, files[watch.file].inode(), Layout.address(watch.page), watch);
            if (answer != 0) {
                throw new Failure("unregister answers " + Trial.told(answer));
            }
        }
        trial.uprobes().unregisterSync(task);
    }

    /// Complains if it is called for any address but its own.
    private static final class Watch extends Consumer {
        private final int file;
        private final int page;
        private final long address;

        Watch(Memory memory, int number, int file, int page, long address) {
            super(memory, number, Wants.HITS);
            this.file = file;
            this.page = page;
            this.address = address;
        }

        @Override public int handle(Task task, MmStruct mm, Registers registers, Cookie cookie) {
            if (registers.ip != address) {
                throw new Failure("a hit at " + Hand.at(registers.ip) + " is taken for the probe in page " + page
                        + " of code" + file + ", which was never mapped there");
            }
            return OK;
        }
    }
}
