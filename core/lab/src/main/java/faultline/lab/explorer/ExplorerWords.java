package faultline.lab.explorer;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Words;

/// A row of cells. Filling and copying a row is one step.
final class ExplorerWords extends Words {
    private final Execution execution;
    private final Location[] row;

    ExplorerWords(Execution execution, KernelObject owner, String field, int length) {
        super(owner.kind() + "." + field, length);
        this.execution = execution;
        this.row = new Location[length];
        for (int i = 0; i < length; i++) {
            row[i] = new Location(owner, field, i, 0, false, false);
        }
    }

    private long modify(int index, String before, String after, Rmw how, long a, long b) {
        return execution.modify(row[index], before, after, false, false, how, a, b, 0);
    }

    @Override public long get(int index) {
        return execution.load(row[index], false, true);
    }

    @Override public void set(int index, long value) {
        execution.store(row[index], value, false, true);
    }

    @Override public long readOnce(int index) {
        return execution.load(row[index], false, false);
    }

    @Override public void writeOnce(int index, long value) {
        execution.store(row[index], value, false, false);
    }

    @Override public long loadAcquire(String edge, int index) {
        return execution.load(row[index], execution.keeps(edge), false);
    }

    @Override public void storeRelease(String edge, int index, long value) {
        execution.store(row[index], value, execution.keeps(edge), false);
    }

    @Override public long xchg(String before, String after, int index, long value) {
        return modify(index, before, after, Rmw.EXCHANGE, value, 0);
    }

    @Override public long cmpxchg(String before, String after, int index, long expected, long value) {
        return modify(index, before, after, Rmw.COMPARE_EXCHANGE, expected, value);
    }

    @Override public long cmpxchgRelaxed(int index, long expected, long value) {
        return modify(index, null, null, Rmw.COMPARE_EXCHANGE, expected, value);
    }

    @Override public long fetchOrRelaxed(int index, long bits) {
        return modify(index, null, null, Rmw.OR, bits, 0);
    }

    @Override public long fetchAndRelaxed(int index, long bits) {
        return modify(index, null, null, Rmw.AND, bits, 0);
    }

    @Override public void fill(long value) {
        execution.together(() -> {
            for (Location cell : row) {
                execution.store(cell, value, false, true);
            }
        });
    }

    @Override public void copyFrom(Words source) {
        ExplorerWords from = (ExplorerWords) source;
        execution.together(() -> {
            for (int i = 0; i < row.length; i++) {
                execution.store(row[i], execution.load(from.row[i], false, true), false, true);
            }
        });
    }
}
