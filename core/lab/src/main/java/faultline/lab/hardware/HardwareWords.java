package faultline.lab.hardware;

import static faultline.lab.hardware.Cells.ALL;
import static faultline.lab.hardware.Cells.LONG;

import faultline.kernel.memory.Words;
import java.lang.foreign.MemorySegment;
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
        return (long) LONG.get(ALL, at(index));
    }

    @Override public void set(int index, long value) {
        LONG.set(ALL, at(index), value);
    }

    @Override public long readOnce(int index) {
        return (long) LONG.getOpaque(ALL, at(index));
    }

    @Override public void writeOnce(int index, long value) {
        LONG.setOpaque(ALL, at(index), value);
    }

    @Override public long loadAcquire(String edge, int index) {
        return (long) LONG.getAcquire(ALL, at(index));
    }

    @Override public void storeRelease(String edge, int index, long value) {
        LONG.setRelease(ALL, at(index), value);
    }

    @Override public long xchg(String before, String after, int index, long value) {
        HardwareMemory.fenceWhereWeak();
        long old = (long) LONG.getAndSet(ALL, at(index), value);
        HardwareMemory.fenceWhereWeak();
        return old;
    }

    @Override public long cmpxchg(String before, String after, int index, long expected, long value) {
        HardwareMemory.fenceWhereWeak();
        long old = (long) LONG.compareAndExchange(ALL, at(index), expected, value);
        HardwareMemory.fenceWhereWeak();
        return old;
    }

    @Override public long cmpxchgRelaxed(int index, long expected, long value) {
        return (long) LONG.compareAndExchangeAcquire(ALL, at(index), expected, value);
    }

    @Override public long fetchOrRelaxed(int index, long bits) {
        return (long) LONG.getAndBitwiseOrAcquire(ALL, at(index), bits);
    }

    @Override public long fetchAndRelaxed(int index, long bits) {
        return (long) LONG.getAndBitwiseAndAcquire(ALL, at(index), bits);
    }

    @Override public void fill(long value) {
        for (int i = 0; i < length(); i++) {
            LONG.set(ALL, address + (long) i * Cells.BYTES, value);
        }
    }

    @Override public void copyFrom(Words source) {
        if (source.length() != length()) {
            throw new IllegalArgumentException(this + " has " + length() + " cells, not " + source.length());
        }
        long from = ((HardwareWords) source).address;
        MemorySegment.copy(ALL, from, ALL, address, (long) length() * Cells.BYTES);
    }
}
