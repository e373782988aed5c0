package faultline.kernel.mm;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;
import faultline.kernel.page.Frame;
import faultline.kernel.sync.Refcount;
import faultline.kernel.sync.RwSemaphore;
import faultline.kernel.sync.SpinLock;

/// A file on the device, the pages of it that are in memory, and the VMAs that map it (`struct inode` with
/// its `address_space`). Each open file holds it, and whoever made it. Freed after RCU.
///
/// The page cache holds one reference to each of its frames; lookups take no lock:
///
/// ```
///     read from the device                      lookup (RCU, or a hold on the file)
///
///     contents, plainly
///     xa_lock; still none?
///     A: release ────▶ slot ───────────────▶    slot  B: acquire
///     unlock                                    one more reference, unless the last is gone
///                                               slot still the same? else give it back, look again
/// ```
///
/// **A with B.** Whoever finds a page finds its contents: a page enters the cache when it has been read, not
/// before. (The kernel lets it in locked, so that a second reader waits. Here he reads as well, and throws
/// his copy away.)
///
/// Why the second look at the slot is enough is drawn in [faultline.kernel.page.Frames].
public final class Inode extends KernelObject {
    private static final long DEVICE_NANOS = 100_000;

    private final Kernel kernel;
    private final Refcount count;
    private final Word size;
    private final Ref<Dentry> dentry;
    private final SpinLock pagesLock;
    private final Words pages;
    private final RwSemaphore mmapRwsem;
    private final Ref<Vma> firstMapping;

    Inode(Kernel kernel, int number) {
        super(kernel.memory(), "inode", number);
        this.kernel = kernel;
        Line line = memory().line(this);
        this.count = new Refcount(line, "i_count", 0);
        this.size = line.word("i_size", 0);
        this.dentry = line.ref("i_dentry");
        this.pagesLock = kernel.sync().spinLock(memory().line(this), "xa_lock", "i_pages.xa_lock");
        this.pages = memory().words(this, "i_pages", kernel.sizes().filePages());
        Line mappings = memory().line(this);
        this.mmapRwsem = kernel.sync().rwSemaphore(mappings, "i_mmap_rwsem", "i_mmap_rwsem");
        this.firstMapping = memory().line(this).ref("i_mmap");
    }

    /// A new life with one hold: nobody else can see it yet.
    void init(Dentry name, long filePages) {
        if (filePages > pages.length()) {
            throw new IllegalArgumentException(name + " of " + filePages + " pages: at most "
                    + pages.length());
        }
        pagesLock.init();
        mmapRwsem.init();
        count.set(1);
        size.writeOnce(filePages);
        dentry.writeOnce(name);
        pages.fill(0);
        firstMapping.set(null);
    }

    public Dentry dentry() {
        return dentry.readOnce();
    }

    /// In pages (`i_size`).
    public long size() {
        return size.readOnce();
    }

    /// One more hold. The caller has one (`ihold`).
    public void get() {
        count.inc();
    }

    /// Gives a hold back; the last drops all pages and frees the inode after RCU (`iput`).
    public void put(Task task) {
        if (!count.decAndTest()) {
            return;
        }
        if (firstMapping.get() != null) {
            throw memory().bug(this + " is freed while " + firstMapping.get() + " maps it");
        }
        truncate(task, 0);
        kernel.inodes().free(task, this);
    }

    /// The cached page `index` with a reference for the caller, or `null`. Takes no lock and does not sleep;
    /// the caller stands in RCU or holds the file.
    Frame find(Task task, long index) {
        if (index >= pages.length()) {
            return null;
        }
        while (true) {
            long handle = pages.loadAcquire("Inode.B", (int) index);
            if (handle == 0) {
                return null;
            }
            Frame frame = (Frame) memory().object(handle);
            if (!kernel.frames().tryGet(frame)) {
                continue;
            }
            if (pages.readOnce((int) index) == handle) {
                return frame;
            }
            kernel.frames().put(task, frame);
        }
    }

    /// As [#find], but reads the page from the device if it is not there. Sleeps. `null`: no memory, or
    /// `index` lies behind the end.
    Frame findOrRead(Task task, long index) {
        Frame cached = find(task, index);
        if (cached != null || index >= size()) {
            return cached;
        }
        Frame frame = kernel.frames().allocate(task);
        if (frame == null) {
            return null;
        }
        task.waitForDevice(DEVICE_NANOS);
        read(frame, index);
        frame.mapping().writeOnce(this);
        frame.index().writeOnce(index);
        return add(task, frame, index);
    }

    /// Sets the size and drops the cached pages behind it; whoever maps one keeps it until it is zapped.
    void truncate(Task task, long filePages) {
        size.writeOnce(filePages);
        for (int index = (int) filePages; index < pages.length(); index++) {
            long handle = 0;
            if (pages.readOnce(index) != 0) {
                pagesLock.lock(task);
                handle = pages.readOnce(index);
                pages.writeOnce(index, 0);
                pagesLock.unlock(task);
            }
            if (handle != 0) {
                Frame frame = (Frame) memory().object(handle);
                frame.mapping().writeOnce(null);
                kernel.frames().put(task, frame);
            }
        }
    }

    /// Guards the list of VMAs that map this file (`i_mmap_rwsem`).
    public RwSemaphore mmapRwsem() {
        return mmapRwsem;
    }

    /// The first VMA that maps this file, or `null`; under [#mmapRwsem].
    public Vma firstMapping() {
        return firstMapping.get();
    }

    /// The one after `vma`, or `null`; under [#mmapRwsem].
    public Vma nextMapping(Vma vma) {
        return vma.nextMapping().get();
    }

    /// Adds `vma`; under [#mmapRwsem], for writing.
    void link(Vma vma) {
        Vma next = firstMapping.get();
        vma.nextMapping().set(next);
        vma.previousMapping().set(null);
        if (next != null) {
            next.previousMapping().set(vma);
        }
        firstMapping.set(vma);
    }

    /// Takes `vma` out, if it is in; under [#mmapRwsem], for writing.
    void unlink(Vma vma) {
        Vma next = vma.nextMapping().get();
        Vma previous = vma.previousMapping().get();
        if (previous != null) {
            previous.nextMapping().set(next);
        } else if (firstMapping.get() == vma) {
            firstMapping.set(next);
        }
        if (next != null) {
            next.previousMapping().set(previous);
        }
        vma.clearLinks();
    }

    @Override protected void poison(Task task) {
        super.poison(task);
        pages.fill(Word.POISON);
    }

    /// Lets a page in that has been read, with a reference for the cache and one for the caller. Whatever is
    /// in the cache afterwards is the answer; if the file has been cut meanwhile, `null`.
    private Frame add(Task task, Frame frame, long index) {
        pagesLock.lock(task);
        boolean inside = index < size();
        long faster = pages.readOnce((int) index);
        if (inside && faster == 0) {
            kernel.frames().get(frame);
            pages.storeRelease("Inode.A", (int) index, frame.handle());
        }
        pagesLock.unlock(task);
        if (inside && faster == 0) {
            return frame;
        }
        kernel.frames().put(task, frame);
        return find(task, index);
    }

    private void read(Frame frame, long index) {
        Words data = frame.data();
        Dentry contents = dentry();
        long first = index * data.length();
        for (int word = 0; word < data.length(); word++) {
            data.set(word, contents.content(first + word));
        }
    }
}
