package faultline.lab.explorer;

/// The next step of a task: what it will touch, and what it waits for before it can.
final class Wanted {
    /// What must be so before the step can be taken.
    enum Condition { NONE, VALUE, READERS_GONE, WORK, OTHERS_STORED, INTERRUPTIBLE }

    Location at;
    boolean writes;
    boolean fences;        // is a full barrier too
    boolean touchesMany;   // more than one location
    Condition condition;

    long mask;
    long value;
    boolean killable;
    GracePeriod gracePeriod;
    ExplorerTask target;
    boolean isPoll;        // interrupts may come right before it

    void step(Location at, boolean writes, boolean fences) {
        this.at = at;
        this.writes = writes;
        this.fences = fences;
        this.touchesMany = false;
        this.condition = Condition.NONE;
        this.isPoll = false;
    }

    void poll(Location interrupts) {
        step(interrupts, false, false);
        isPoll = true;
    }

    void interrupt(ExplorerTask interrupted) {
        stepOnMany();
        condition = Condition.INTERRUPTIBLE;
        target = interrupted;
    }

    void stepOnMany() {
        step(null, true, false);
        touchesMany = true;
    }

    void value(Location at, long mask, long value, boolean killable) {
        step(at, false, false);
        condition = Condition.VALUE;
        this.mask = mask;
        this.value = value;
        this.killable = killable;
    }

    void readersGone(GracePeriod awaited) {
        step(null, false, true);
        condition = Condition.READERS_GONE;
        gracePeriod = awaited;
    }

    void work(Location queue) {
        step(queue, true, false);
        condition = Condition.WORK;
    }

    void othersStored() {
        step(null, false, false);
        condition = Condition.OTHERS_STORED;
    }

    /// Whether a CPU that is about to do this takes interrupts first: it waits, or looks for them.
    boolean takesInterrupts() {
        return isPoll || condition != Condition.NONE;
    }

    boolean accepts(long found) {
        return (found & mask) == value;
    }
}
