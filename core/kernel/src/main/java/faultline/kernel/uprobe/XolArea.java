package faultline.kernel.uprobe;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;
import faultline.kernel.mm.Kernel;
import faultline.kernel.page.Frame;

/// A process's slots for executing probed instructions out of line (`struct xol_area`). Slot 0 is the
/// trampoline that probed functions return to.
///
/// Who finds all slots taken sleeps:
///
/// ```
///     takes a slot                              frees a slot
///
///     own bit in waiting                        clear the slot's bit
///     ──── A: full ───────────┐            ┌──  B: full
///     slot free? take it      └──▶      ◀──┘    waiting? C: full, wake them
///     sleep
/// ```
///
/// **A with B.** Either the sleeper sees the slot free, or the other sees its bit.
///
/// **A with C.** Either the sleeper sees the slot free, or it is woken: [Task] says why.
final class XolArea extends KernelObject {
    private final Memory memory;
    private final int slots;
    private final int stride;
    private final Word base;
    private final Words bitmap;
    private final Words waiting;
    private final Ref<Task>[] sleepers;
    private final Ref<Frame>[] pages;
    private final int pageShift;

    @SuppressWarnings({"unchecked", "rawtypes"})
    XolArea(Kernel kernel, int number) {
        super(kernel.memory(), "xol_area", number);
        this.memory = kernel.memory();
        this.slots = slots(kernel);
        this.stride = stride(kernel);
        Line line = memory.line(this);
        this.base = line.word("vaddr", 0);
        this.bitmap = memory.words(this, "bitmap", 1);
        int cpus = kernel.sizes().cpus();
        this.waiting = memory.words(this, "wq", (cpus + 63) / 64);
        this.sleepers = new Ref[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            sleepers[cpu] = memory.line(this).ref("wq.task");
        }
        this.pageShift = kernel.sizes().pageShift();
        this.pages = new Ref[(int) (size(kernel) >> pageShift)];
        for (int page = 0; page < pages.length; page++) {
            pages[page] = memory.line(this).ref("page");
        }
    }

    /// As on x86: 128 bytes a slot; a page of them. Small pages give a few slots of one word.
    static int slots(Kernel kernel) {
        return kernel.sizes().pageWords() >= 64 ? kernel.sizes().pageWords() / 16 : 3;
    }

    private static int stride(Kernel kernel) {
        return kernel.sizes().pageWords() >= 64 ? 16 * Insn.SIZE : Insn.SIZE;
    }

    /// What the slots take, in bytes: whole pages.
    static long size(Kernel kernel) {
        long pageSize = kernel.sizes().pageSize();
        return (long) slots(kernel) * stride(kernel) + pageSize - 1 & -pageSize;
    }

    void init(long address) {
        base.writeOnce(address);
        bitmap.writeOnce(0, 1);   // the trampoline
        waiting.fill(0);
    }

    /// The page of the slots from byte `page << pageShift` on; kept until [#unpin].
    void pin(int page, Frame frame) {
        pages[page].writeOnce(frame);
    }

    int pages() {
        return pages.length;
    }

    Frame unpin(int page) {
        Frame frame = pages[page].readOnce();
        pages[page].writeOnce(null);
        return frame;
    }

    /// Puts `insn` into a slot that the caller has taken (`copy_insn_to_page`). The kernel writes its own
    /// page; no lock is needed.
    void write(long address, long insn) {
        long offset = address - base.readOnce();
        Words data = pages[(int) (offset >> pageShift)].readOnce().data();
        data.writeOnce((int) (offset >> 3) & data.length() - 1, insn);
    }

    long trampoline() {
        return base.readOnce();
    }

    /// Takes a slot, sleeping until there is one; its address.
    long take(Task task) {
        int slot = tryTake();
        if (slot >= 0) {
            return address(slot);
        }
        int cpu = task.cpu();
        sleepers[cpu].writeOnce(task);
        waiting.fetchOrRelaxed(cpu >> 6, 1L << cpu);
        while (true) {
            task.prepareToSleep("XolArea.A", false);
            slot = tryTake();
            if (slot >= 0) {
                break;
            }
            task.sleep();
        }
        task.finishSleep();
        waiting.fetchAndRelaxed(cpu >> 6, ~(1L << cpu));
        return address(slot);
    }

    /// Gives a slot back, and wakes whoever waits for one.
    void free(long address) {
        int slot = (int) (address - base.readOnce()) / stride;
        bitmap.fetchAndRelaxed(0, ~(1L << slot));
        memory.mb("XolArea.B");
        for (int word = 0; word < waiting.length(); word++) {
            for (long bits = waiting.readOnce(word); bits != 0; bits &= bits - 1) {
                sleepers[word * 64 + Long.numberOfTrailingZeros(bits)].readOnce().wake("XolArea.C");
            }
        }
    }

    private int tryTake() {
        while (true) {
            long taken = bitmap.readOnce(0);
            int slot = Long.numberOfTrailingZeros(~taken);
            if (slot >= slots) {
                return -1;
            }
            if ((bitmap.fetchOrRelaxed(0, 1L << slot) & 1L << slot) == 0) {
                return slot;
            }
        }
    }

    private long address(int slot) {
        return base.readOnce() + (long) slot * stride;
    }
}
