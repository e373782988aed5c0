package faultline.lab.hardware;

import static faultline.lab.hardware.Cells.ALL;
import static faultline.lab.hardware.Cells.LONG;

import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// Eight bytes of a [HardwareLine].
///
/// Stronger than asked in two places, because Java has no weaker name for it: a relaxed read-modify-write is
/// an acquire, and one that fails orders as one that succeeds. On x86 neither costs anything.
final class HardwareWord extends Word {
    private final HardwareLine line;   // keeps the memory that the address lies in
    private final long address;

    HardwareWord(String name, HardwareLine line, long address) {
        super(name);
        this.line = line;
        this.address = address;
    }

    long address() {
        return address;
    }

    HardwareLine line() {
        return line;
    }

    @Override public long get() {
        return (long) LONG.get(ALL, address);
    }

    @Override public void set(long value) {
        LONG.set(ALL, address, value);
    }

    @Override public long readOnce() {
        return (long) LONG.getOpaque(ALL, address);
    }

    @Override public void writeOnce(long value) {
        LONG.setOpaque(ALL, address, value);
    }

    @Override public long see(Task task) {
        return (long) LONG.getOpaque(ALL, address);
    }

    @Override public long loadAcquire(String edge) {
        return (long) LONG.getAcquire(ALL, address);
    }

    @Override public void storeRelease(String edge, long value) {
        LONG.setRelease(ALL, address, value);
    }

    @Override public long fetchAdd(String before, String after, long delta) {
        HardwareMemory.fenceWhereWeak();
        long old = (long) LONG.getAndAdd(ALL, address, delta);
        HardwareMemory.fenceWhereWeak();
        return old;
    }

    @Override public long fetchAddRelaxed(long delta) {
        return (long) LONG.getAndAddAcquire(ALL, address, delta);
    }

    @Override public long fetchAddAcquire(String edge, long delta) {
        return (long) LONG.getAndAddAcquire(ALL, address, delta);
    }

    @Override public long fetchAddRelease(String edge, long delta) {
        return (long) LONG.getAndAddRelease(ALL, address, delta);
    }

    @Override public long fetchAddWithin(String before, String after, long delta, long min, long max) {
        HardwareMemory.fenceWhereWeak();
        long old = (long) LONG.getOpaque(ALL, address);
        while (old >= min && old <= max) {
            long seen = (long) LONG.compareAndExchange(ALL, address, old, old + delta);
            if (seen == old) {
                break;
            }
            old = seen;
        }
        HardwareMemory.fenceWhereWeak();
        return old;
    }

    @Override public long fetchAddWithinAcquire(String edge, long delta, long min, long max) {
        long old = (long) LONG.getOpaque(ALL, address);
        while (old >= min && old <= max) {
            long seen = (long) LONG.compareAndExchangeAcquire(ALL, address, old, old + delta);
            if (seen == old) {
                break;
            }
            old = seen;
        }
        return old;
    }

    @Override public long fetchAddWithinRelaxed(long delta, long min, long max) {
        return fetchAddWithinAcquire(null, delta, min, max);
    }

    @Override public long xchg(String before, String after, long value) {
        HardwareMemory.fenceWhereWeak();
        long old = (long) LONG.getAndSet(ALL, address, value);
        HardwareMemory.fenceWhereWeak();
        return old;
    }

    @Override public long xchgRelaxed(long value) {
        return (long) LONG.getAndSetAcquire(ALL, address, value);
    }

    @Override public long xchgAcquire(String edge, long value) {
        return (long) LONG.getAndSetAcquire(ALL, address, value);
    }

    @Override public long xchgRelease(String edge, long value) {
        return (long) LONG.getAndSetRelease(ALL, address, value);
    }

    @Override public long cmpxchg(String before, String after, long expected, long value) {
        HardwareMemory.fenceWhereWeak();
        long old = (long) LONG.compareAndExchange(ALL, address, expected, value);
        HardwareMemory.fenceWhereWeak();
        return old;
    }

    @Override public long cmpxchgRelaxed(long expected, long value) {
        return (long) LONG.compareAndExchangeAcquire(ALL, address, expected, value);
    }

    @Override public long cmpxchgAcquire(String edge, long expected, long value) {
        return (long) LONG.compareAndExchangeAcquire(ALL, address, expected, value);
    }

    @Override public long cmpxchgRelease(String edge, long expected, long value) {
        return (long) LONG.compareAndExchangeRelease(ALL, address, expected, value);
    }

    @Override public long fetchOrRelaxed(long bits) {
        return (long) LONG.getAndBitwiseOrAcquire(ALL, address, bits);
    }

    @Override public long fetchAndRelaxed(long bits) {
        return (long) LONG.getAndBitwiseAndAcquire(ALL, address, bits);
    }

    @Override public boolean awaitAcquire(String edge, Task task, long mask, long value, boolean killable) {
        int spins = 0;
        while (((long) LONG.getAcquire(ALL, address) & mask) != value) {
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
