package faultline.lab.hardware;

import static faultline.lab.hardware.Cells.UNSAFE;

import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// Eight bytes of a [HardwareLine].
///
/// Stronger than asked in three places. A relaxed read-modify-write is an acquire, and one that fails orders as
/// one that succeeds, because Java has no weaker name for them. An add or an exchange is fully ordered,
/// because the compilers make one instruction of that alone, and of an ordered one a loop around `cmpxchg`,
/// which under contention moves the line twice. On x86 none of this costs anything.
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
        return UNSAFE.getLong(null, address);
    }

    @Override public void set(long value) {
        UNSAFE.putLong(null, address, value);
    }

    @Override public long readOnce() {
        return UNSAFE.getLongOpaque(null, address);
    }

    @Override public void writeOnce(long value) {
        UNSAFE.putLongOpaque(null, address, value);
    }

    @Override public long see(Task task) {
        return UNSAFE.getLong(null, address);   // read once, as every plain read of Java
    }

    @Override public long loadAcquire(String edge) {
        return UNSAFE.getLongAcquire(null, address);
    }

    @Override public void storeRelease(String edge, long value) {
        UNSAFE.putLongRelease(null, address, value);
    }

    @Override public long fetchAdd(String before, String after, long delta) {
        HardwareMemory.fenceWhereWeak();
        long old = UNSAFE.getAndAddLong(null, address, delta);
        HardwareMemory.fenceWhereWeak();
        return old;
    }

    @Override public long fetchAddRelaxed(long delta) {
        return UNSAFE.getAndAddLong(null, address, delta);
    }

    @Override public long fetchAddAcquire(String edge, long delta) {
        return UNSAFE.getAndAddLong(null, address, delta);
    }

    @Override public long fetchAddRelease(String edge, long delta) {
        return UNSAFE.getAndAddLong(null, address, delta);
    }

    @Override public long fetchAddWithin(String before, String after, long delta, long min, long max) {
        HardwareMemory.fenceWhereWeak();
        long old = UNSAFE.getLongOpaque(null, address);
        while (old >= min && old <= max) {
            long seen = UNSAFE.compareAndExchangeLong(null, address, old, old + delta);
            if (seen == old) {
                break;
            }
            old = seen;
        }
        HardwareMemory.fenceWhereWeak();
        return old;
    }

    @Override public long fetchAddWithinAcquire(String edge, long delta, long min, long max) {
        long old = UNSAFE.getLongOpaque(null, address);
        while (old >= min && old <= max) {
            long seen = UNSAFE.compareAndExchangeLongAcquire(null, address, old, old + delta);
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
        long old = UNSAFE.getAndSetLong(null, address, value);
        HardwareMemory.fenceWhereWeak();
        return old;
    }

    @Override public long xchgRelaxed(long value) {
        return UNSAFE.getAndSetLong(null, address, value);
    }

    @Override public long xchgAcquire(String edge, long value) {
        return UNSAFE.getAndSetLong(null, address, value);
    }

    @Override public long xchgRelease(String edge, long value) {
        return UNSAFE.getAndSetLong(null, address, value);
    }

    @Override public long cmpxchg(String before, String after, long expected, long value) {
        HardwareMemory.fenceWhereWeak();
        long old = UNSAFE.compareAndExchangeLong(null, address, expected, value);
        HardwareMemory.fenceWhereWeak();
        return old;
    }

    @Override public long cmpxchgRelaxed(long expected, long value) {
        return UNSAFE.compareAndExchangeLongAcquire(null, address, expected, value);
    }

    @Override public long cmpxchgAcquire(String edge, long expected, long value) {
        return UNSAFE.compareAndExchangeLongAcquire(null, address, expected, value);
    }

    @Override public long cmpxchgRelease(String edge, long expected, long value) {
        return UNSAFE.compareAndExchangeLongRelease(null, address, expected, value);
    }

    @Override public long fetchOrRelaxed(long bits) {
        return UNSAFE.getAndBitwiseOrLongAcquire(null, address, bits);
    }

    @Override public long fetchAndRelaxed(long bits) {
        return UNSAFE.getAndBitwiseAndLongAcquire(null, address, bits);
    }

    @Override public boolean awaitAcquire(String edge, Task task, long mask, long value, boolean killable) {
        int spins = 0;
        while ((UNSAFE.getLongAcquire(null, address) & mask) != value) {
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
