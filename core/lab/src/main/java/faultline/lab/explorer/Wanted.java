package faultline.lab.explorer;

/// The next step of a task: what it will touch, and what it waits for before it can.
final class Wanted {
    /// What must be so before the step can be taken.
    enum Condition { NONE, VALUE, LOCK, READERS_GONE, WORK, OTHERS_STORED, INTERRUPTIBLE }

    Location at;
    Location reads;        // what else it reads, or `null`
    Location readsToo;
    boolean writes;
    boolean fences;        // is a full barrier too
    boolean touchesMany;   // more than one location
    Condition condition;

    long mask;
    long value;
    boolean killable;
    boolean isAsleep;      // waits to be woken, not for a value
    GracePeriod gracePeriod;
    LockLaw lock;
    ExplorerTask target;
    boolean isPoll;        // interrupts may come right before it

    void step(Location at, boolean writes, boolean fences) {
        this.at = at;
        this.reads = null;
        this.readsToo = null;
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

    void value(Location at, long mask, long value, Location killedBy) {
        step(at, false, false);
        condition = Condition.VALUE;
        this.mask = mask;
        this.value = value;
        this.killable = killedBy != null;
        this.reads = killedBy;
    }

    /// To hold `wanted`, alone or with others, or to see the fatal signal that `killedBy` tells of, if it is not
    /// `null`.
    void lock(LockLaw wanted, boolean alone, Location killedBy) {
        step(wanted.at, alone, false);
        condition = Condition.LOCK;
        lock = wanted;
        killable = killedBy != null;
        reads = killedBy;
    }

    /// Says in `sleeper` that it waits for what stands at `word`, and looks.
    void waits(Location sleeper, Location word, Location killedBy) {
        step(sleeper, true, false);
        reads = word;
        readsToo = killedBy;
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
        return isPoll || condition != Condition.NONE && (condition != Condition.LOCK || !lock.isFree(writes));
    }

    /// Whether a step that touched `touched`, to store there if `stores`, is in order with this one.
    boolean isInOrderWith(Location touched, boolean stores) {
        return touched == at && (stores || writes) || stores && (touched == reads || touched == readsToo);
    }

    boolean accepts(long found) {
        return (found & mask) == value;
    }
}
