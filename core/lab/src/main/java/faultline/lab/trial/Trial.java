package faultline.lab.trial;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Audit;
import faultline.kernel.mm.Dentry;
import faultline.kernel.mm.Errno;
import faultline.kernel.mm.File;
import faultline.kernel.mm.Inode;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.Vma;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.mm.VmStat;
import faultline.kernel.sync.Sync;
import faultline.kernel.uprobe.ReadSide;
import faultline.kernel.uprobe.Uprobes;
import faultline.lab.torture.TortureWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;

/// What the threads of one torture test share: a kernel, an address space, files, probes; and what must hold
/// when they have ended.
public final class Trial {
    static final long RW = VmFlags.READ | VmFlags.WRITE;
    static final long RX = VmFlags.READ | VmFlags.EXEC;

    private static final int OPERATIONS_A_MOOD = 64;

    private final TortureWorld world;
    private final Kernel kernel;
    private final Uprobes uprobes;
    private final int threads;
    private final Audit.InUse empty;
    private final AtomicInteger steps = new AtomicInteger();
    private final AtomicLongArray written = new AtomicLongArray(Layout.PATCHES * Layout.PAGE_WORDS);
    private final List<Inode> inodes = new ArrayList<>();
    private final List<File> files = new ArrayList<>();
    private final MmStruct mm;
    private final ProbedText text;
    private final SwappedText swapped;
    private final RacedPages raced;
    private final Heap heap;
    private final Signals signals;
    private final List<File> ownFiles = new ArrayList<>();

    /// Lays everything out; `task` is the calling thread's.
    public Trial(TortureWorld world, LockStrategy strategy, ReadSide.Kind readSide, int threads, Task task) {
        this.world = world;
        this.threads = threads;
        this.kernel = new Kernel(world.memory(), Sync.coded(world.memory(), world.cpus(), 0), strategy,
                Layout.sizes(world.cpus()), Uprobes.with(readSide));
        this.uprobes = Uprobes.of(kernel);
        this.empty = Audit.inUse(kernel);
        this.mm = kernel.newMm(task);
        this.text = new ProbedText(this, task);
        this.swapped = new SwappedText(this, task);
        this.raced = new RacedPages(this, task);
        this.heap = new Heap(this);
        map(task, Layout.SENTINEL, 1, RW, null, 0);
        this.signals = new Signals(world, strategy, mm, threads, task, Layout.address(Layout.SENTINEL));
        map(task, Layout.PATCHWORK, Layout.PATCHES, RW, null, 0);
        for (int thread = 0; thread < threads; thread++) {
            map(task, Layout.safe(thread), Layout.SAFE_PAGES, RW, null, 0);
            ownFiles.add(file(task, "own" + thread, VmFlags.READ | VmFlags.WRITE, new long[Layout.PAGE_WORDS * 8]));
        }
    }

    /// What all threads are at just now; it changes every so many operations.
    int mood() {
        return steps.get() / OPERATIONS_A_MOOD;
    }

    /// By word of the patchwork: the number that its owner has written there last. What others find is that
    /// or newer, or 0 if the owner has dropped the page.
    AtomicLongArray written() {
        return written;
    }

    void countStep() {
        steps.incrementAndGet();
    }

    TortureWorld world() {
        return world;
    }

    public Kernel kernel() {
        return kernel;
    }

    Uprobes uprobes() {
        return uprobes;
    }

    int threads() {
        return threads;
    }

    MmStruct mm() {
        return mm;
    }

    ProbedText text() {
        return text;
    }

    SwappedText swapped() {
        return swapped;
    }

    RacedPages raced() {
        return raced;
    }

    Heap heap() {
        return heap;
    }

    Signals signals() {
        return signals;
    }

    /// The file that `thread` alone maps: zeroes at first.
    File ownFile(int thread) {
        return ownFiles.get(thread);
    }

    /// Makes and opens a file; closed at the end.
    File file(Task task, String name, long mode, long[] words) {
        Inode inode = kernel.newInode(task, new Dentry(kernel.memory(), name, words), words.length / Layout.PAGE_WORDS);
        File file = kernel.open(task, inode, mode);
        inodes.add(inode);
        files.add(file);
        return file;
    }

    /// Maps pages where the layout wants them.
    void map(Task task, int page, int pages, long flags, File file, long offset) {
        long address = Layout.address(page);
        long answer = Syscalls.mmap(task, mm, address, Layout.address(pages), flags, file, offset, true);
        if (answer != address) {
            throw new Failure("mmap of page " + page + " answers " + told(answer));
        }
    }

    static String told(long answer) {
        return Errno.isError(answer) ? Errno.name(answer) : "0x" + Long.toHexString(answer);
    }

    /// Ends the address space and says what is not as it must be. All threads have ended without complaint;
    /// `task` is the caller's.
    public List<String> end(Task task) {
        List<String> complaints = new ArrayList<>(Audit.strayEntries(task, mm));
        Vma closed = signals.closed(task);
        if (closed != null) {
            complaints.add("all threads have ended, and " + closed + " keeps readers out");
        }
        text.end(task);
        swapped.end(task);
        if (!Audit.hasOneHolder(mm)) {
            complaints.add("all threads have ended, and somebody still holds the address space");
        }
        mm.putUsers(task);
        for (int i = 0; i < files.size(); i++) {
            files.get(i).put(task);
            inodes.get(i).put(task);
        }
        world.drain();
        Audit.InUse left = Audit.inUse(kernel);
        if (!left.equals(empty)) {
            complaints.add("still in use " + left + ", at first " + empty);
        }
        if (uprobes.inUse() != 0) {
            complaints.add(uprobes.inUse() + " probes, slots or return instances are still in use");
        }
        long attempts = kernel.vmstat(VmStat.PGFAULT);
        long success = kernel.vmstat(VmStat.VMA_LOCK_SUCCESS);
        long abort = kernel.vmstat(VmStat.VMA_LOCK_ABORT);
        long retry = kernel.vmstat(VmStat.VMA_LOCK_RETRY);
        if (attempts != success + abort + retry) {
            complaints.add(attempts + " faults, but success " + success + " + abort " + abort + " + retry " + retry);
        }
        complaints.addAll(world.bugs());
        return complaints;
    }

    /// One at a time, and never waited for: a thread that finds it taken does something else.
    static final class Token {
        private final ReentrantLock lock = new ReentrantLock();

        void use(Runnable body) {
            if (!lock.tryLock()) {
                return;
            }
            try {
                body.run();
            } finally {
                lock.unlock();
            }
        }
    }
}
