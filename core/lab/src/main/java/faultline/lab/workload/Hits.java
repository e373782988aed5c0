package faultline.lab.workload;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Words;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.uprobe.Consumer;
import faultline.kernel.uprobe.Cookie;
import faultline.kernel.uprobe.Registers;

/// Counts hits and returns, each CPU on a line of its own.
final class Hits extends Consumer {
    private static final int LINE = 16;

    private final Words counts;

    Hits(Memory memory, int cpus, boolean wantsReturn) {
        super(memory, 1, wantsReturn ? Wants.SESSIONS : Wants.HITS);
        this.counts = memory.words(this, "hits", cpus * LINE);
    }

    @Override public int handle(Task task, MmStruct mm, Registers registers, Cookie cookie) {
        task.work("handler");
        add(task, 0);
        return OK;
    }

    @Override public void handleReturn(Task task, MmStruct mm, Registers registers, Cookie cookie) {
        task.work("handler");
        add(task, 1);
    }

    long entries() {
        return sum(0);
    }

    long returns() {
        return sum(1);
    }

    private void add(Task task, int which) {
        int index = task.cpu() * LINE + which;
        counts.writeOnce(index, counts.readOnce(index) + 1);
    }

    private long sum(int which) {
        long sum = 0;
        for (int at = which; at < counts.length(); at += LINE) {
            sum += counts.readOnce(at);
        }
        return sum;
    }
}
