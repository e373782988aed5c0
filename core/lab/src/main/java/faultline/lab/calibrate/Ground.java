package faultline.lab.calibrate;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Memory for drills: what is asked for separately lies on lines of its own.
final class Ground extends KernelObject {
    private static final int LINE = 8;            // cells
    private static final int PAGE = 512;          // cells
    private static final int PER_KIB = 128;       // cells

    Ground(Memory memory) {
        super(memory, "drill", 0);
    }

    Word word() {
        return memory().line(this).word("word", 0);
    }

    /// Cells that name each other in a circle: one line, each cell once.
    Words ringInOneLine() {
        Words ring = memory().words(this, "ring", LINE);
        for (int cell = 0; cell < LINE; cell++) {
            ring.set(cell, (cell + 3) % LINE);
        }
        return ring;
    }

    /// A circle through `kib` KiB that comes to each line once, in an order that nobody can foresee.
    Words ringThrough(int kib, long seed) {
        int lines = kib * PER_KIB / LINE;
        int[] order = new int[lines];
        for (int line = 0; line < lines; line++) {
            order[line] = line;
        }
        Random random = new Random(seed);
        for (int line = lines - 1; line > 0; line--) {   // Sattolo: one circle
            int other = random.nextInt(line);
            int kept = order[line];
            order[line] = order[other];
            order[other] = kept;
        }
        Words ring = memory().words(this, "ring", lines * LINE);
        for (int line = 0; line < lines; line++) {
            ring.set(line * LINE, (long) order[line] * LINE);
        }
        return ring;
    }

    /// So many pages.
    List<Words> pages(int count) {
        return Stream.generate(() -> memory().words(this, "page", PAGE)).limit(count).toList();
    }
}
