package faultline.lab.trial;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Audit;
import java.util.List;
import java.util.SplittableRandom;

/// One thread of a torture test: so many operations, drawn from its seed.
public final class Worker {
    private static final int LOOK_FOR_STRAYS = 64;

    private final Trial trial;
    private final Hand hand;
    private final OwnPages own;
    private final RoamingPages roaming;
    private final Forks forks;

    public Worker(Trial trial, int thread, Task task, long seed) {
        this.trial = trial;
        this.hand = new Hand(trial, thread, task, new SplittableRandom(seed));
        this.own = new OwnPages(trial, hand);
        this.roaming = new RoamingPages(trial, hand);
        this.forks = new Forks(trial, hand, own);
    }

    /// One operation, with its checks.
    public void step(int number) {
        hand.task.poll();
        trial.countStep();
        switch (trial.mood() % 6) {
            case 0 -> raced();
            case 1 -> swapped();
            case 2 -> copied();
            case 3 -> killed();
            default -> anything();
        }
        if (number % LOOK_FOR_STRAYS == hand.thread) {
            List<String> stray = Audit.strayEntries(hand.task, trial.mm());
            if (!stray.isEmpty()) {
                throw hand.fail("finds: " + stray.getFirst());
            }
        }
    }

    /// One takes pages away, the others fault on them.
    private void raced() {
        if (hand.chance(1, trial.threads())) {
            trial.raced().change(hand);
        } else {
            trial.raced().touch(hand);
        }
    }

    /// One swaps code, the others come to its breakpoints.
    private void swapped() {
        if (hand.chance(1, trial.threads())) {
            trial.swapped().swap(hand);
        } else {
            trial.swapped().run(hand);
        }
    }

    /// One keeps a fork, the others write what it shares.
    private void copied() {
        if (hand.chance(1, 2 * trial.threads())) {
            forks.keep();
        } else {
            own.touchPatches();
        }
    }

    /// Some are killed in the middle of what they do; the others fault on the same mappings, so that there is
    /// somebody to wait for, and send signals.
    private void killed() {
        if (hand.chance(1, 2)) {
            trial.signals().expose(hand, this::killable);
            return;
        }
        own.touchPatches();
        trial.signals().send(hand.random.nextInt(trial.threads()));
        own.peek();
    }

    private void killable() {
        switch (hand.random.nextInt(14)) {
            case 0 -> forks.attempt();
            case 1 -> trial.heap().move(hand);
            case 2 -> trial.text().runKillable(hand);
            case 3 -> trial.raced().touch(hand);
            case 4, 5, 6 -> own.window();
            default -> own.patch();
        }
    }

    private void anything() {
        switch (hand.random.nextInt(44)) {
            case 0 -> forks.fork();
            case 1 -> trial.heap().move(hand);
            case 2, 3 -> trial.text().toggle(hand);
            case 4 -> trial.text().cut(hand);
            case 5, 42, 43 -> trial.text().runElsewhere(hand);
            case 6 -> trial.text().expire(hand);
            case 7 -> swapped();
            case 40, 41 -> killed();
            case 8, 9, 10, 11 -> raced();
            case 12, 13, 14, 15, 16, 17, 18 -> own.patch();
            case 19, 20, 21 -> own.peek();
            case 22, 23, 24, 25, 26, 27, 28, 29 -> own.window();
            case 30, 31, 32, 33, 34 -> roaming.step();
            default -> trial.text().run(hand);
        }
    }

    /// Gives back what the kernel placed for this thread.
    public void end() {
        roaming.unmap();
    }
}
