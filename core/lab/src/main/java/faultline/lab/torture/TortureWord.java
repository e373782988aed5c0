package faultline.lab.torture;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.lab.hardware.HardwareCpu;

/// A word of the hardware world, with a step before each access and a look at what it finds.
final class TortureWord extends Word {
    private final TortureMemory memory;
    private final KernelObject owner;
    private final String field;
    private final Word word;
    private final boolean stable;

    TortureWord(TortureMemory memory, KernelObject owner, String field, Word word, boolean stable) {
        super(word.name());
        this.memory = memory;
        this.owner = owner;
        this.field = field;
        this.word = word;
        this.stable = stable;
    }

    private long found(long value) {
        return stable ? value : memory.checked(value, owner, field);
    }

    private void write() {
        memory.stepToChange(name());
        if (!stable) {
            memory.checkWrite(word.readOnce(), owner, field);
        }
    }

    @Override public long get() {
        memory.step();
        return found(word.get());
    }

    @Override public void set(long value) {
        write();
        word.set(value);
    }

    @Override public long readOnce() {
        memory.step();
        return found(word.readOnce());
    }

    @Override public void writeOnce(long value) {
        write();
        word.writeOnce(value);
    }

    @Override public long see(Task task) {
        memory.stepToSee();
        return found(word.see(task));
    }

    @Override public long loadAcquire(String edge) {
        memory.step();
        return found(word.loadAcquire(edge));
    }

    @Override public void storeRelease(String edge, long value) {
        write();
        word.storeRelease(edge, value);
    }

    @Override public long fetchAdd(String before, String after, long delta) {
        memory.stepToChange(name());
        return found(word.fetchAdd(before, after, delta));
    }

    @Override public long fetchAddRelaxed(long delta) {
        memory.stepToChange(name());
        return found(word.fetchAddRelaxed(delta));
    }

    @Override public long fetchAddAcquire(String edge, long delta) {
        memory.stepToChange(name());
        return found(word.fetchAddAcquire(edge, delta));
    }

    @Override public long fetchAddRelease(String edge, long delta) {
        memory.stepToChange(name());
        return found(word.fetchAddRelease(edge, delta));
    }

    @Override public long fetchAddWithin(String before, String after, long delta, long min, long max) {
        memory.stepToChange(name());
        return found(word.fetchAddWithin(before, after, delta, min, max));
    }

    @Override public long fetchAddWithinAcquire(String edge, long delta, long min, long max) {
        memory.stepToChange(name());
        return found(word.fetchAddWithinAcquire(edge, delta, min, max));
    }

    @Override public long fetchAddWithinRelaxed(long delta, long min, long max) {
        memory.stepToChange(name());
        return found(word.fetchAddWithinRelaxed(delta, min, max));
    }

    @Override public long xchg(String before, String after, long value) {
        memory.stepToChange(name());
        return found(word.xchg(before, after, value));
    }

    @Override public long xchgRelaxed(long value) {
        memory.stepToChange(name());
        return found(word.xchgRelaxed(value));
    }

    @Override public long xchgAcquire(String edge, long value) {
        memory.stepToChange(name());
        return found(word.xchgAcquire(edge, value));
    }

    @Override public long xchgRelease(String edge, long value) {
        memory.stepToChange(name());
        return found(word.xchgRelease(edge, value));
    }

    @Override public long cmpxchg(String before, String after, long expected, long value) {
        memory.stepToChange(name());
        return found(word.cmpxchg(before, after, expected, value));
    }

    @Override public long cmpxchgRelaxed(long expected, long value) {
        memory.stepToChange(name());
        return found(word.cmpxchgRelaxed(expected, value));
    }

    @Override public long cmpxchgAcquire(String edge, long expected, long value) {
        memory.stepToChange(name());
        return found(word.cmpxchgAcquire(edge, expected, value));
    }

    @Override public long cmpxchgRelease(String edge, long expected, long value) {
        memory.stepToChange(name());
        return found(word.cmpxchgRelease(edge, expected, value));
    }

    @Override public long fetchOrRelaxed(long bits) {
        memory.stepToChange(name());
        return found(word.fetchOrRelaxed(bits));
    }

    @Override public long fetchAndRelaxed(long bits) {
        memory.stepToChange(name());
        return found(word.fetchAndRelaxed(bits));
    }

    @Override public boolean awaitAcquire(String edge, Task task, long mask, long value, boolean killable) {
        memory.step();
        int spins = 0;
        while ((found(word.loadAcquire(edge)) & mask) != value) {
            if (killable && task.fatalSignalPending()) {
                return false;
            }
            task.poll();
            spins = HardwareCpu.spin(spins);
        }
        return true;
    }

    @Override public boolean awaitRelaxed(Task task, long mask, long value, boolean killable) {
        return awaitAcquire(null, task, mask, value, killable);
    }
}
