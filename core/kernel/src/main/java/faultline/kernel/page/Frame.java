package faultline.kernel.page;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;

/// A page of memory and what the kernel knows about it (`struct page`); `number` is its frame number.
///
/// Two counts. `refcount` says who keeps the frame: one for each PTE that maps it, one for the page cache
/// that holds it, one for whoever is at work on it. `mapcount` says how many PTEs map it. The zero page is
/// counted by neither.
///
/// All but the reference count belongs to those who hold a reference; the count itself stays readable when
/// the frame is free, for a page-cache lookup that comes late (see [Frames]).
public final class Frame extends KernelObject {
    private final Word refcount;
    private final Word mapcount;
    private final Ref<KernelObject> mapping;
    private final Word index;
    private final Words data;

    Frame(Memory memory, String kind, int number, int pageWords) {
        super(memory, kind, number);
        Line line = memory.line(this);
        this.refcount = line.stableWord("refcount", 0);
        this.mapcount = line.word("mapcount", 0);
        this.mapping = line.ref("mapping");
        this.index = line.word("index", 0);
        this.data = memory.words(this, "data", pageWords);
    }

    /// The contents.
    public Words data() {
        return data;
    }

    /// The `AnonVma` or the `Inode` that the contents belong to, or `null`.
    public Ref<KernelObject> mapping() {
        return mapping;
    }

    /// Which page of its [#mapping] this is.
    public Word index() {
        return index;
    }

    /// How many PTEs map this frame.
    public Word mapcount() {
        return mapcount;
    }

    /// Zeroes the contents (`clear_page`).
    public void clear() {
        data.fill(0);
    }

    /// Takes over the contents of `source` (`copy_page`).
    public void copyFrom(Frame source) {
        data.copyFrom(source.data);
    }

    Word refcount() {
        return refcount;
    }

    /// Begins a life with one reference, which is the caller's.
    void begin() {
        beginLife();
        mapcount.writeOnce(0);
        mapping.writeOnce(null);
        refcount.storeRelease("Frames.C", 1);
    }

    /// Ends the life, so that a stale PTE or TLB entry is noticed. Of the contents only the first line is
    /// overwritten: enough for the pages of one word that the explorer runs, and cheap for pages of 4 KiB.
    void end(Task task) {
        if (mapcount.readOnce() != 0) {
            throw memory().bug(this + " is freed while " + mapcount.readOnce()
                    + " page-table entries map it");
        }
        for (int word = 0; word < Math.min(Line.CELLS, data.length()); word++) {
            data.set(word, Word.POISON);   // still its own: it may never have been written in this life
        }
        endLife();
        poison(task);
    }
}
