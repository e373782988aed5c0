package faultline.lab.calibrate;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;
import faultline.lab.workload.Part;
import java.util.List;

/// What a thread does to be timed: the same small thing [#TIMES] times a step, through the seam. Each drill
/// has a loop of its own, so that nothing but the thing stands in it.
abstract class Drill implements Part {
    static final int TIMES = 128;
    private static final int STEPS = 1 << 20;
    private static final int MOST_TRIES = 20_000;   // after which the other one has left
    private static final long FACTOR = 0x9e37_79b9_7f4a_7c15L;
    private static final long NOBODY = -1;

    abstract void times(Task task);

    @Override public int length() {
        return STEPS;
    }

    @Override public void step(Task task, int index) {
        times(task);
    }

    /// Reads of which each has to know what the one before it said.
    static Drill reads(Words ring) {
        return new Drill() {
            private int at;

            @Override void times(Task task) {
                int next = at;
                for (int time = 0; time < TIMES; time++) {
                    next = (int) ring.readOnce(next);
                }
                at = next;
            }
        };
    }

    static Drill stores(Word word) {
        return new Drill() {
            @Override void times(Task task) {
                for (int time = 0; time < TIMES; time++) {
                    word.writeOnce(time);
                }
            }
        };
    }

    static Drill updates(Word word) {
        return new Drill() {
            @Override void times(Task task) {
                for (int time = 0; time < TIMES; time++) {
                    word.fetchAddRelaxed(1);
                }
            }
        };
    }

    static Drill fences(Memory memory) {
        return new Drill() {
            @Override void times(Task task) {
                for (int time = 0; time < TIMES; time++) {
                    memory.mb("fence");
                }
            }
        };
    }

    /// Waits until the word is `from`, then makes it `to`.
    static Drill bounces(Word word, long from, long to) {
        return new Drill() {
            @Override void times(Task task) {
                for (int time = 0; time < TIMES; time++) {
                    int tries = 0;
                    while (word.cmpxchgAcquire("bounce", from, to) != from && tries < MOST_TRIES) {
                        tries++;
                    }
                }
            }
        };
    }

    /// Shifts and exclusive ors, each of which has to know what the one before it gave.
    static Drill shifts(Word out) {
        return new Drill() {
            private long at = 1;

            @Override void times(Task task) {
                long bits = at;
                for (int time = 0; time < TIMES; time++) {
                    bits ^= bits << 13;
                    bits ^= bits >>> 7;
                    bits ^= bits << 17;
                }
                at = bits;
                out.writeOnce(bits);
            }
        };
    }

    /// What code is made of: reads and multiplications, some of which need not wait for each other.
    static Drill code(Words ring) {
        return new Drill() {
            private long sum = 1;

            @Override void times(Task task) {
                long one = sum;
                long other = 1;
                for (int time = 0; time < TIMES; time++) {
                    one = one * FACTOR + ring.readOnce(time & 7);
                    other += (other ^ one) + ring.readOnce((int) other & 7);
                }
                sum = one + other;
            }
        };
    }

    /// One page after the other, from end to end: a step is a page.
    static Part fills(List<Words> pages) {
        return new Part() {
            @Override public int length() {
                return pages.size();
            }

            @Override public void step(Task task, int index) {
                pages.get(index).fill(index);
            }
        };
    }

    /// Sleeps until it is its turn, gives the turn to the other and wakes it: a step is a wake-up.
    static Part naps(Word turn, long mine, Task other, long next) {
        return new Part() {
            @Override public int length() {
                return STEPS;
            }

            @Override public void step(Task task, int index) {
                task.prepareToSleep("nap", false);
                while (turn.readOnce() == next) {
                    task.sleep();
                    task.prepareToSleep("nap", false);
                }
                task.finishSleep();
                if (turn.cmpxchgRelease("nap", mine, next) == mine) {
                    other.wake("nap");
                }
            }

            @Override public void end(Task task) {
                turn.writeOnce(NOBODY);   // who waits need not
                other.wake("nap");
            }
        };
    }
}
