package faultline.kernel.mm;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;
import faultline.kernel.page.PageTable;
import faultline.kernel.sync.Refcount;
import faultline.kernel.sync.RwSemaphore;
import faultline.kernel.sync.SpinLock;

/// One address space (`struct mm_struct`).
///
/// Two counts keep it: `mm_users`, those who may fault in it, and `mm_count`, those who may touch the
/// structure. When the first drops to nought the mappings go ([Exit]); when the second does, the structure
/// itself.
///
/// Whoever changes a mapping holds `mmap_lock` for writing through [#writeLock] and lets it go through
/// [#writeUnlock] or [#downgrade], which is also where the strategy opens all VMAs again.
public final class MmStruct extends KernelObject {
    private final Kernel kernel;
    private final RwSemaphore mmapLock;
    private final SpinLock pageTableLock;
    private final Refcount users;
    private final Refcount count;
    private final Ref<PageTable> pgd;
    private final Word mapCount;
    private final Word startBrk;
    private final Word brk;
    private final Word uprobeFlags;
    private final Ref<KernelObject> uprobeArea;
    private final Words cpuMask;
    private final RangeTree tree;
    private final Shootdown shootdown;
    private final AddressSpaceLock lock;

    MmStruct(Kernel kernel, int number) {
        super(kernel.memory(), "mm", number);
        this.kernel = kernel;
        this.mmapLock = kernel.sync().rwSemaphore(memory().line(this), "mmap_lock", "mmap_lock");
        this.pageTableLock = kernel.sync().spinLock(memory().line(this), "page_table_lock",
                "page_table_lock");
        Line counts = memory().line(this);
        this.users = new Refcount(counts, "mm_users", 0);
        this.count = new Refcount(counts, "mm_count", 0);
        this.mapCount = counts.word("map_count", 0);
        Line fields = memory().line(this);
        this.pgd = fields.ref("pgd");
        this.startBrk = fields.word("start_brk", 0);
        this.brk = fields.word("brk", 0);
        this.uprobeFlags = fields.word("flags", 0);
        this.uprobeArea = fields.ref("uprobes_state");
        this.cpuMask = memory().words(this, "cpu_bitmap", (kernel.sizes().cpus() + 63) / 64);
        this.tree = new RangeTree(kernel, this);
        this.shootdown = new Shootdown(kernel, this);
        this.lock = kernel.strategy().forAddressSpace(kernel, this);
    }

    /// A new life: nobody else can see it yet.
    void init(Task task, PageTable root) {
        mmapLock.init();
        pageTableLock.init();
        users.set(1);
        count.set(1);
        mapCount.set(0);
        startBrk.set(0);
        brk.set(0);
        uprobeFlags.writeOnce(0);
        uprobeArea.writeOnce(null);
        pgd.writeOnce(root);
        cpuMask.fill(0);
        tree.init(task);
        lock.initMm(task);
    }

    public Kernel kernel() {
        return kernel;
    }

    /// The strategy's lock of this address space.
    public AddressSpaceLock lock() {
        return lock;
    }

    /// The VMAs by address. Readers stand in RCU or hold `mmap_lock`.
    public RangeTree tree() {
        return tree;
    }

    /// The VMA that covers `address`, or `null`. The caller stands in RCU or holds `mmap_lock`.
    public Vma find(Task task, long address) {
        return tree.find(task, address);
    }

    /// Takes `mmap_lock` for reading. `false` only if `killable` and a fatal signal came first.
    public boolean readLock(Task task, boolean killable) {
        return mmapLock.downRead(task, killable);
    }

    public boolean tryReadLock(Task task) {
        return mmapLock.tryDownRead(task);
    }

    public void readUnlock(Task task) {
        mmapLock.upRead(task);
    }

    /// Takes `mmap_lock` for writing, and tells the strategy. `false` only if `killable` and a fatal signal
    /// came first.
    public boolean writeLock(Task task, boolean killable) {
        if (!mmapLock.downWrite(task, killable)) {
            return false;
        }
        lock.writeLocked(task);
        return true;
    }

    /// As [#writeLock] for the child of a `fork`, whose parent's lock is held already.
    void writeLockNested(Task task) {
        mmapLock.downWriteNested(task);
        lock.writeLocked(task);
    }

    public void writeUnlock(Task task) {
        lock.endWriteAll(task);
        mmapLock.upWrite(task);
    }

    /// From writing to reading without letting go; VMA write locks are gone afterwards.
    public void downgrade(Task task) {
        lock.endWriteAll(task);
        mmapLock.downgradeWrite(task);
    }

    /// `mmap_lock` itself; for assertions and displays.
    public RwSemaphore mmapLock() {
        return mmapLock;
    }

    /// Keeps the structure, not the mappings (`mmgrab`). The caller has some other hold on it.
    public void grab(Task task) {
        count.inc();
    }

    /// Gives back what [#grab] took (`mmdrop`); frees the structure with the last.
    public void drop(Task task) {
        if (count.decAndTest()) {
            kernel.free(task, this);
        }
    }

    /// Keeps the mappings, unless they are going already (`mmget_not_zero`).
    public boolean getUsers(Task task) {
        return users.incNotZero();
    }

    /// Gives back one user (`mmput`); with the last, all mappings go.
    public void putUsers(Task task) {
        if (users.decAndTest()) {
            kernel.exit(task, this);
            drop(task);
        }
    }

    SpinLock pageTableLock() {
        return pageTableLock;
    }

    /// The leaf table that serves `address`, locked; or `null`. The caller keeps the mapping still.
    PageTable lockLeaf(Task task, long address) {
        memory().rcuReadLock(task);
        PageTable leaf = kernel.tables().find(task, pgd(), address);
        boolean locked = leaf != null && kernel.tables().lock(task, leaf, address);
        memory().rcuReadUnlock(task);
        return locked ? leaf : null;
    }

    PageTable pgd() {
        return pgd.readOnce();
    }

    void setPgd(PageTable root) {
        pgd.writeOnce(root);
    }

    /// The CPUs whose TLB may hold entries of this address space.
    Words cpuMask() {
        return cpuMask;
    }

    Shootdown shootdown() {
        return shootdown;
    }

    Word mapCount() {
        return mapCount;
    }

    Word startBrk() {
        return startBrk;
    }

    Word brk() {
        return brk;
    }

    /// `mm->flags`, of which the uprobe path has two bits.
    public Word uprobeFlags() {
        return uprobeFlags;
    }

    /// `mm->uprobes_state.xol_area`: the uprobe path's own.
    public Ref<KernelObject> uprobeArea() {
        return uprobeArea;
    }

    long users() {
        return users.read();
    }

    long count() {
        return count.read();
    }

}
