package faultline.kernel.page;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.sync.Sync;

/// The pages of memory.
public final class Frames {
    public Frames(Memory memory, Sync sync, KernelObject owner, int cpus, int frames, int pageWords) {
    }

    /// A frame from the CPU's own list, with one reference and old contents, or `null` if the list is empty.
    /// Takes no lock.
    public Frame allocateNowait(Task task) {
        return null;
    }

    /// A frame with one reference and old contents, or `null` if memory has run out.
    public Frame allocate(Task task) {
        return null;
    }

    /// One more reference. The caller has one.
    public void get(Frame frame) {
    }

    /// One more reference, unless the last is gone (`folio_try_get`). The frame may be free, or another page by now:
    /// look again at where it was found.
    public boolean tryGet(Frame frame) {
        return false;
    }

    /// How many references there are; one means that the caller is alone, and that all others are done with the page.
    public long references(Frame frame) {
        return 0;
    }

    /// Gives one reference back; the last frees the frame.
    public void put(Task task, Frame frame) {
    }

    /// The page of zeroes. Nobody writes it, nobody counts its references.
    public Frame zeroPage() {
        return null;
    }

    /// How many frames are on no list. Exact only when nobody is at work; for checks at rest.
    public long inUse() {
        return 0;
    }
}
