package scan;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// Readers count themselves in and out on a line of their own CPU, in one of two columns; an updater adds up.
///
/// ```
///     reader                                updater
///
///     col of the word                       for the other column, then column + 1, then for the old one:
///     in[col] + 1                           until its sums agree:
///     ──── B: full barrier ────  ◀───────▶      sum of out
///     reads                                     ──── A: full barrier ────
///     ──── C: full barrier ────  ────┐          sum of in
///     out[col] + 1                   └────▶ what comes after the grace period
/// ```
///
/// New readers go into the new column, so the sums of the old one settle. One updater at a time.
public final class Readers {
    private final Memory memory;
    private final Word column;
    private final Word[][] in = new Word[2][];    // by column and CPU
    private final Word[][] out = new Word[2][];

    public Readers(Memory memory, KernelObject owner, int cpus) {
        this.memory = memory;
        this.column = memory.line(owner).word("column", 0);
        for (int col = 0; col < 2; col++) {
            in[col] = new Word[cpus];
            out[col] = new Word[cpus];
        }
        for (int cpu = 0; cpu < cpus; cpu++) {
            Line line = memory.line(owner);
            for (int col = 0; col < 2; col++) {
                in[col][cpu] = line.word("cpu" + cpu + ".in[" + col + "]", 0);
                out[col][cpu] = line.word("cpu" + cpu + ".out[" + col + "]", 0);
            }
        }
    }

    /// The column that this reader stands in; to be given to [#leave].
    public int enter(Task task) {
        int col = (int) column.readOnce() & 1;
        count(in[col][task.cpu()]);
        memory.mb("B");
        return col;
    }

    public void leave(Task task, int col) {
        memory.mb("C");
        count(out[col][task.cpu()]);
    }

    /// Returns when every reader is out that was in when it was called.
    public void waitForReaders(Task task) {
        int old = (int) column.get() & 1;
        drain(task, 1 - old);   // who fetched the column long ago, and counts himself only now
        column.writeOnce(column.get() + 1);
        drain(task, old);
    }

    private void drain(Task task, int col) {
        while (somebodyIn(col)) {
            task.pause();
        }
    }

    private boolean somebodyIn(int col) {
        long left = sum(out[col]);
        memory.mb("A");
        return sum(in[col]) != left;
    }

    private static long sum(Word[] counters) {
        long sum = 0;
        for (Word counter : counters) {
            sum += counter.readOnce();
        }
        return sum;
    }

    /// Only the CPU's own task writes it.
    private static void count(Word counter) {
        counter.writeOnce(counter.get() + 1);
    }
}
