package faultline.lab.trial;

import faultline.kernel.mm.Syscalls;
import java.util.Arrays;

/// A mapping of one thread that stands where the kernel puts it, often where another thread's stood a moment
/// ago. New pages are zero; what was written stays, wherever the mapping moves.
final class RoamingPages {
    private final Trial trial;
    private final Hand hand;
    private long start;
    private long[] words = new long[0];

    RoamingPages(Trial trial, Hand hand) {
        this.trial = trial;
        this.hand = hand;
    }

    void step() {
        if (words.length == 0) {
            map();
            return;
        }
        switch (hand.random.nextInt(5)) {
            case 0 -> unmap();
            case 1 -> resize();
            default -> {
                int word = hand.random.nextInt(words.length);
                verify(word);
                words[word] = Value.own(hand.thread, 8L * word, hand.next());
                hand.store(trial.mm(), start + 8L * word, words[word]);
            }
        }
    }

    private void map() {
        int pages = 1 + hand.random.nextInt(4);
        start = hand.must("mmap", Syscalls.mmap(hand.task, trial.mm(), 0, Layout.address(pages), Trial.RW, null, 0,
                false));
        words = new long[pages * Layout.PAGE_WORDS];
        verifyAll();
    }

    void unmap() {
        if (words.length > 0) {
            verifyAll();
            hand.must("munmap", Syscalls.munmap(hand.task, trial.mm(), start, 8L * words.length));
            words = new long[0];
        }
    }

    private void resize() {
        int pages = 1 + hand.random.nextInt(4);
        start = hand.must("mremap", Syscalls.mremap(hand.task, trial.mm(), start, 8L * words.length,
                Layout.address(pages), true, 0));
        words = Arrays.copyOf(words, pages * Layout.PAGE_WORDS);
        verifyAll();
    }

    private void verifyAll() {
        for (int word = 0; word < words.length; word++) {
            verify(word);
        }
    }

    private void verify(int word) {
        long found = hand.load(trial.mm(), start + 8L * word);
        if (found != words[word]) {
            throw hand.fail("finds in its mapping at " + Hand.at(start + 8L * word) + " " + Value.toString(found)
                    + ", must find " + Value.toString(words[word]));
        }
    }
}
