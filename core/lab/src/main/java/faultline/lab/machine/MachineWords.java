package faultline.lab.machine;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Words;
import java.util.Objects;

/// A row of cells. A line of it comes into being when it is first accessed by itself: until then it holds
/// what the row was filled with, so that a page that was only zeroed takes no room.
final class MachineWords extends Words {
    private final Caches caches;
    private final int[] lines;   // 0: as filled
    private final int billed;
    private long filled;

    MachineWords(MachineMemory memory, String name, int length) {
        super(name, length);
        this.caches = memory.machine().caches();
        this.lines = new int[(length + Line.CELLS - 1) / Line.CELLS];
        this.billed = memory.machine().bill().number(name);
    }

    private int line(int index) {
        int at = Objects.checkIndex(index, length()) >> Caches.SHIFT;
        int line = lines[at];
        return line != 0 ? line : newLine(at);
    }

    private int newLine(int at) {
        int line = caches.allocate(1);
        lines[at] = line;
        for (int cell = 0; cell < Line.CELLS; cell++) {
            caches.cells[(line << Caches.SHIFT) + cell] = filled;
        }
        return line;
    }

    private static int cell(int line, int index) {
        return (line << Caches.SHIFT) + (index & Line.CELLS - 1);
    }

    private long read(int index) {
        int line = line(index);
        caches.read(line, billed);
        return caches.cells[cell(line, index)];
    }

    private void write(int index, long value) {
        int line = line(index);
        caches.write(line, billed);
        caches.cells[cell(line, index)] = value;
    }

    private long update(int index) {
        int line = line(index);
        caches.update(line, billed);
        return caches.cells[cell(line, index)];
    }

    private void store(int index, long value) {
        caches.cells[cell(lines[index >> Caches.SHIFT], index)] = value;
    }

    @Override public long get(int index) {
        return read(index);
    }

    @Override public void set(int index, long value) {
        write(index, value);
    }

    @Override public long readOnce(int index) {
        return read(index);
    }

    @Override public void writeOnce(int index, long value) {
        write(index, value);
    }

    @Override public long loadAcquire(String edge, int index) {
        return read(index);
    }

    @Override public void storeRelease(String edge, int index, long value) {
        write(index, value);
    }

    @Override public long xchg(String before, String after, int index, long value) {
        long old = update(index);
        store(index, value);
        return old;
    }

    @Override public long cmpxchg(String before, String after, int index, long expected, long value) {
        long old = update(index);
        if (old == expected) {
            store(index, value);
        }
        return old;
    }

    @Override public long cmpxchgRelaxed(int index, long expected, long value) {
        return cmpxchg(null, null, index, expected, value);
    }

    @Override public long fetchOrRelaxed(int index, long bits) {
        long old = update(index);
        store(index, old | bits);
        return old;
    }

    @Override public long fetchAndRelaxed(int index, long bits) {
        long old = update(index);
        store(index, old & bits);
        return old;
    }

    @Override public void fill(long value) {
        caches.stream(lines.length);
        become(value);
    }

    @Override public void copyFrom(Words source) {
        if (source.length() != length()) {
            throw new IllegalArgumentException(this + " has " + length() + " cells, not " + source.length());
        }
        MachineWords from = (MachineWords) source;
        caches.stream(2 * lines.length);
        become(from.filled);
        for (int at = 0; at < lines.length; at++) {
            if (from.lines[at] != 0) {
                int line = lines[at] != 0 ? lines[at] : newLine(at);
                caches.claim(line);
                long[] cells = caches.cells;
                int first = from.lines[at] << Caches.SHIFT;
                System.arraycopy(cells, first, cells, line << Caches.SHIFT, Line.CELLS);
            }
        }
    }

    private void become(long value) {
        filled = value;
        for (int line : lines) {
            if (line != 0) {
                caches.claim(line);
                for (int cell = 0; cell < Line.CELLS; cell++) {
                    caches.cells[(line << Caches.SHIFT) + cell] = value;
                }
            }
        }
    }
}
