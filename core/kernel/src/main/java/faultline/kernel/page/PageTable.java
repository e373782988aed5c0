package faultline.kernel.page;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;
import faultline.kernel.sync.SpinLock;
import faultline.kernel.sync.Sync;

/// One table of the tree that [PageTables] keeps: the PTEs of a leaf, or the handles of the tables below.
public final class PageTable extends KernelObject {
    private static final long UNLINKED = -1;

    private final SpinLock ptl;
    private final Word address;
    private final Words entries;

    PageTable(Memory memory, Sync sync, int number, int length) {
        super(memory, "page_table", number);
        Line line = memory.line(this);
        this.ptl = sync.spinLock(line, "ptl", "ptl");
        this.address = line.word("address", UNLINKED);
        this.entries = memory.words(this, "pte", length);
    }

    /// PTEs in a leaf, changed under [#ptl]; above it handles of tables, changed under `page_table_lock`.
    public Words entries() {
        return entries;
    }

    /// Guards the PTEs of a leaf (split page-table lock). Taken through [PageTables#lock].
    public SpinLock ptl() {
        return ptl;
    }

    /// A new life, empty, for the addresses from `first` on: nobody else can see it yet.
    void init(long first) {
        ptl.init();
        address.set(first);
        entries.fill(0);
    }

    /// Under [#ptl].
    boolean serves(long first) {
        return address.get() == first;
    }

    /// Under [#ptl].
    void unlink() {
        address.set(UNLINKED);
    }

    boolean isEmpty() {
        for (int i = 0; i < entries.length(); i++) {
            if (entries.readOnce(i) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override protected void poison(Task task) {
        super.poison(task);
        entries.fill(Word.POISON);
    }
}
