package faultline.kernel.page;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;
import faultline.kernel.sync.SpinLock;
import faultline.kernel.sync.Sync;

/// The pages of memory: a list of free frames for each CPU, which it alone touches, over one that `zone.lock`
/// guards. Frames travel between them in batches, as in the kernel (`per_cpu_pages`).
///
/// A frame is found through a PTE or through the page cache. The page cache is looked up without a lock, so
/// the frame may go, and come back as another page, between finding and holding it:
///
/// ```
///     lookup                                    removal, then the next life
///
///     slot?                                     slot = none
///                                               give back: A: full ────▶ refcount = 0
///     refcount + 1, unless 0  D: acquire ◀──┐   begin again
///     slot still the same?                  └── C: release   refcount = 1
///
///
///     one of two holders                        the other
///
///     its accesses to the page
///     give back: A: full ────▶ refcount         B: acquire   refcount 0: free it, 1: write in place
/// ```
///
/// **C with D.** Whoever gets hold of a frame in its next life sees that it has left the slot, and lets go
/// again.
///
/// **A with B.** Whoever finds itself alone, or last, sees the page as the others left it.
///
/// One CPU keeps at most `high` frames on its list, all together at most a third of memory; what lies on the
/// list of another CPU is not reached, so memory has run out a little before the last frame is gone. (The
/// kernel interrupts the others to drain their lists first.)
public final class Frames {
    private static final int BATCH = 63;
    private static final long MAX_REFERENCES = 0x7fff_ffffL;

    private final Memory memory;
    private final Frame[] frames;
    private final Frame zeroPage;
    private final int pageWords;
    private final int batch;
    private final int high;
    private final Zone[] zones;
    private final List[] perCpu;

    public Frames(Memory memory, Sync sync, KernelObject owner, int cpus, int frames, int pageWords) {
        this.memory = memory;
        this.frames = new Frame[frames];
        this.pageWords = pageWords;
        this.high = Math.min(3 * BATCH, frames / (3 * cpus));
        if (high == 0) {
            throw new IllegalArgumentException(frames + " frames for " + cpus + " CPUs: need three for each");
        }
        this.batch = Math.max(1, high / 3);
        this.zeroPage = new Frame(memory, "zero_page", 0, pageWords);
        int each = high - batch;
        int inZones = frames - cpus * each;
        this.zones = new Zone[memory.nodes()];
        for (int node = 0; node < zones.length; node++) {
            int before = inZones * node / zones.length;
            int until = inZones * (node + 1) / zones.length;
            Line line = memory.line(owner);
            SpinLock lock = sync.spinLock(line, "zone.lock", "zone.lock");
            Word free = line.word("zone.nr_free", until - before);
            zones[node] = new Zone(lock, new List(free, memory.words(owner, "zone.free", frames),
                    cpus * each + until));
        }
        this.perCpu = new List[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            Line own = memory.line(owner);
            perCpu[cpu] = new List(own.word("pcp.count", each), memory.words(owner, "pcp.list", high),
                    (cpu + 1) * each);
        }
    }

    /// A frame from the CPU's own list, with one reference and old contents, or `null` if the list is empty.
    /// Takes no lock.
    public Frame allocateNowait(Task task) {
        return begin(perCpu[task.cpu()].pop());
    }

    /// A frame with one reference and old contents, or `null` if memory has run out.
    public Frame allocate(Task task) {
        task.mightSleep();
        Frame frame = allocateNowait(task);
        if (frame != null) {
            return frame;
        }
        for (int i = 0; i < zones.length && frame == null; i++) {
            Zone zone = zones[(memory.node(task.cpu()) + i) % zones.length];
            zone.lock.lock(task);
            move(task, zone.free, perCpu[task.cpu()], batch);
            zone.lock.unlock(task);
            frame = allocateNowait(task);
        }
        return frame;
    }

    /// One more reference. The caller has one.
    public void get(Frame frame) {
        frame.refcount().fetchAddRelaxed(1);
    }

    /// One more reference, unless the last is gone (`folio_try_get`). The frame may be another page by now:
    /// look again at where it was found.
    public boolean tryGet(Frame frame) {
        return frame.refcount().fetchAddWithinAcquire("Frames.D", 1, 1, MAX_REFERENCES) >= 1;
    }

    /// How many references there are. One: the caller is alone, and all others are done with the page.
    public long references(Frame frame) {
        return frame.refcount().loadAcquire("Frames.B");
    }

    /// Gives one reference back; the last frees the frame.
    public void put(Task task, Frame frame) {
        long old = frame.refcount().fetchAdd("Frames.A", "Frames.B", -1);
        if (old < 1) {
            throw memory.bug(frame + " is given back once too often");
        }
        if (old == 1) {
            free(task, frame);
        }
    }

    /// The page of zeroes. Nobody writes it, nobody counts its references.
    public Frame zeroPage() {
        return zeroPage;
    }

    /// How many frames are on no list. Exact only when nobody is at work; for checks at rest.
    public long inUse() {
        long free = 0;
        for (Zone zone : zones) {
            free += zone.free.size();
        }
        for (List list : perCpu) {
            free += list.size();
        }
        return frames.length - free;
    }

    private void free(Task task, Frame frame) {
        frame.end(task);
        List own = perCpu[task.cpu()];
        if (own.size() == high) {
            Zone zone = zones[memory.node(task.cpu())];
            zone.lock.lock(task);
            move(task, own, zone.free, batch);
            zone.lock.unlock(task);
        }
        own.push(frame.number());
    }

    /// `null` for no number.
    private Frame begin(int number) {
        if (number == 0) {
            return null;
        }
        Frame frame = frames[number - 1];
        if (frame == null) {
            frame = new Frame(memory, "frame", number, pageWords);
            frames[number - 1] = frame;   // once; a world that rolls back finds it here again
        }
        frame.begin();
        return frame;
    }

    private static void move(Task task, List from, List to, int count) {
        for (int moved = 0; moved < count; moved++) {
            int number = from.pop();
            if (number == 0) {
                return;
            }
            to.push(number);
            task.work("buddy");
        }
    }

    /// What is free near to some CPUs, and who may change that.
    private record Zone(SpinLock lock, List free) {
    }

    /// Free frames by number; what was freed last is handed out first. A cell that was never written stands
    /// for the frame that was there at boot: they count down from `last`, so that the first to be handed out
    /// is the lowest.
    private record List(Word count, Words numbers, int last) {

        int size() {
            return (int) count.readOnce();
        }

        /// 0 if there is none.
        int pop() {
            int top = size() - 1;
            if (top < 0) {
                return 0;
            }
            count.writeOnce(top);
            int number = (int) numbers.get(top);
            return number == 0 ? last - top : number;
        }

        void push(int number) {
            int top = size();
            numbers.set(top, number);
            count.writeOnce(top + 1);
        }
    }
}
