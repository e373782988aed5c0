package onewaydoor;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Word;
import java.util.function.Supplier;

/// What is mapped at an address: a page of a file, and a mark that says when it was changed last.
///
/// ```
///     remap                                     look
///
///     lock taken       G: acquire               v = mark      E: acquire
///     mark = session                            v == session? fall back   F: acquire ◀──┐
///     lock released    H: release               file, page                              │
///     file = b.so                               ──── B: read barrier ────               │
///     page = 7                                  mark still v? if not, fall back         │
///     session + 1      C: release ──────────────────────────────────────────────────────┘
/// ```
///
/// **C with F.** Whoever finds the mark out of date sees all that was done under it.
public final class Mapping {
    private static final int B_SO = 1;

    private final Memory memory;
    private final Word lock;
    private final Word mark;
    private final Word session;
    private final Word file;
    private final Word page;

    /// `a.so+3`, last marked in session 0; this is session 1. Each word has a line of its own.
    public Mapping(Memory memory, Supplier<Line> lines) {
        this.memory = memory;
        this.lock = lines.get().word("lock", 0);
        this.mark = lines.get().word("mark", 0);
        this.session = lines.get().word("session", 1);
        this.file = lines.get().word("file", 0);
        this.page = lines.get().word("page", 3);
    }

    /// Puts `b.so+7` there. There is one writer at a time, so the lock is always free.
    public void remap() {
        lock.xchgAcquire("G", 1);
        mark.writeOnce(session.readOnce());
        lock.storeRelease("H", 0);
        file.writeOnce(B_SO);
        page.writeOnce(7);
        memory.wmb("A");
        session.storeRelease("C", session.readOnce() + 1);
    }

    /// What is mapped, or that the looker must ask another way.
    public String look() {
        long seen = mark.loadAcquire("E");
        if (seen == session.loadAcquire("F")) {
            return "fell back";
        }
        String found = (file.readOnce() == B_SO ? "b.so+" : "a.so+") + page.readOnce();
        memory.rmb("B");
        return mark.readOnce() == seen ? found : "fell back";
    }
}
