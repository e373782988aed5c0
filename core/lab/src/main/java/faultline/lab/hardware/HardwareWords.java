package faultline.lab.hardware;

import static faultline.lab.hardware.Cells.UNSAFE;

import faultline.kernel.memory.Words;
import java.util.Objects;

/// A contiguous row. The index is checked: an access past the end would reach somebody else's memory.
final class HardwareWords extends Words {
    private final HardwareMemory memory;   // keeps the memory that the address lies in
    private final long address;

    HardwareWords(HardwareMemory memory, String name, int length) {
        super(name, length);
        this.memory = memory;
        this.address = memory.cells().allocate((long) length * Cells.BYTES);
    }

    HardwareMemory memory() {
        return memory;
    }

    long at(int index) {
        return address + (long) Objects.checkIndex(index, length()) * Cells.BYTES;
    }

    @Override public long get(int index) {
        return UNSAFE.getLong(null, at(index));
    }

    @Override public void set(int index, long value) {
        UNSAFE.putLong(null, at(index), value);
    }

    @Override public long readOnce(int index) {
        return UNSAFE.getLongOpaque(null, at(index));
    }

    @Override public void writeOnce(int index, long value) {
        UNSAFE.putLongOpaque(null, at(index), value);
    }

    @Override public long loadAcquire(String edge, int index) {
        return UNSAFE.getLongAcquire(null, at(index));
    }

    @Override public void storeRelease(String edge, int index, long value) {
        UNSAFE.putLongRelease(null, at(index), value);
    }

    @Override public long xchg(String before, String after, int index, long value) {
        HardwareMemory.fenceWhereWeak();
        long old = UNSAFE.getAndSetLong(null, at(index), value);
        HardwareMemory.fenceWhereWeak();
        return old;
    }

    @Override public long cmpxchg(String before, String after, int index, long expected, long value) {
        HardwareMemory.fenceWhereWeak();
        long old = UNSAFE.compareAndExchangeLong(null, at(index), expected, value);
        HardwareMemory.fenceWhereWeak();
        return old;
    }

    @Override public long cmpxchgRelaxed(int index, long expected, long value) {
        return UNSAFE.compareAndExchangeLongAcquire(null, at(index), expected, value);
    }

    @Override public long fetchOrRelaxed(int index, long bits) {
        return UNSAFE.getAndBitwiseOrLongAcquire(null, at(index), bits);
    }

    @Override public long fetchAndRelaxed(int index, long bits) {
        return UNSAFE.getAndBitwiseAndLongAcquire(null, at(index), bits);
    }

    @Override public void fill(long value) {
        for (int i = 0; i < length(); i++) {
            UNSAFE.putLong(null, address + (long) i * Cells.BYTES, value);
        }
    }

    @Override public void copyFrom(Words source) {
        if (source.length() != length()) {
            throw new IllegalArgumentException(this + " has " + length() + " cells, not " + source.length());
        }
        long from = ((HardwareWords) source).address;
        UNSAFE.copyMemory(from, address, (long) length() * Cells.BYTES);
    }
}
