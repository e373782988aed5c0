package faultline.kernel.mm;

import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// One mapping `[vm_start, vm_end)` of one address space (`struct vm_area_struct`).
///
/// A slab object: the same `Vma` lives many lives, in many address spaces. What holds at which moment is the
/// business of the lock: fields are written with `writeOnce`, under `mmap_lock` for writing and the VMA's
/// write lock, and read with [Word#see].
///
/// Three lines: the first has what every fault reads, and room for three cells of a lock; the second the
/// rest; the third the links to the other VMAs of the same inode, which belong to `i_mmap_rwsem`.
///
/// ```
///     first anonymous fault                     another fault on the same VMA
///
///     anon_vma initialised
///     A: release ────▶ vma.anon_vma             vma.anon_vma  B: acquire
///                                               use it
/// ```
public final class Vma extends KernelObject {
    private final Line line;
    private final Word start;
    private final Word end;
    private final Ref<MmStruct> mm;
    private final Word flags;
    private final Word pageProt;
    private final Word pgoff;
    private final Ref<File> file;
    private final Ref<AnonVma> anonVma;
    private final Ref<Vma> nextMapping;
    private final Ref<Vma> previousMapping;
    private final Ref<Vma> gathered;
    private final int pageShift;
    private final long stackGuard;
    private final VmaLock lock;

    Vma(Kernel kernel, int number) {
        super(kernel.memory(), "vma", number);
        boolean stable = kernel.strategy().reuse() == Reuse.AT_ONCE;
        this.line = memory().line(this);
        this.start = word(line, "vm_start", stable);
        this.end = word(line, "vm_end", stable);
        this.mm = ref(line, "vm_mm", stable);
        this.flags = word(line, "vm_flags", stable);
        this.pageProt = word(line, "vm_page_prot", stable);
        Line second = memory().line(this);
        this.pgoff = word(second, "vm_pgoff", stable);
        this.file = ref(second, "vm_file", stable);
        this.anonVma = ref(second, "anon_vma", stable);
        Line third = memory().line(this);
        this.nextMapping = third.ref("i_mmap_next");
        this.previousMapping = third.ref("i_mmap_prev");
        this.gathered = second.ref("gathered");
        this.pageShift = kernel.sizes().pageShift();
        this.stackGuard = (long) kernel.sizes().stackGuardPages() << pageShift;
        this.lock = kernel.strategy().forVma(kernel, this);
    }

    private static Word word(Line line, String field, boolean stable) {
        return stable ? line.stableWord(field, 0) : line.word(field, 0);
    }

    private static <T extends KernelObject> Ref<T> ref(Line line, String field, boolean stable) {
        return stable ? line.stableRef(field) : line.ref(field);
    }

    /// The line that every fault reads; a lock may lay up to three cells on it.
    public Line line() {
        return line;
    }

    /// The strategy's own words of this VMA.
    public VmaLock lock() {
        return lock;
    }

    /// First address.
    public long start(Task task) {
        return start.see(task);
    }

    /// Where what lies below must end: a stack keeps a gap free to grow into (`vm_start_gap`).
    long startGap(Task task) {
        return (flags(task) & VmFlags.GROWSDOWN) == 0 ? start(task) : Math.max(0, start(task) - stackGuard);
    }

    /// First address behind.
    public long end(Task task) {
        return end.see(task);
    }

    public boolean covers(Task task, long address) {
        return start.see(task) <= address && address < end.see(task);
    }

    /// [VmFlags].
    public long flags(Task task) {
        return flags.see(task);
    }

    /// The bits a PTE of this VMA gets at most (`vm_page_prot`).
    public long pageProt(Task task) {
        return pageProt.see(task);
    }

    /// Offset of `start` in the file, in pages; for anonymous memory, its page number when it was mapped.
    public long pgoff(Task task) {
        return pgoff.see(task);
    }

    /// `null` for anonymous memory.
    public File file(Task task) {
        return file.see(task);
    }

    /// `null` until the first anonymous page. A fault may set it beside other faults, so this is no field
    /// that a VMA read lock holds still.
    public AnonVma anonVma() {
        return anonVma.rcuDereference("Vma.B");
    }

    /// The address space it belongs to, for a reader that has not yet made sure that the VMA is still its
    /// own.
    public MmStruct mmOnce() {
        return mm.readOnce();
    }

    /// Whether it belongs to `owner`, for a reader that has not yet made sure; does not follow the pointer.
    public boolean isOf(MmStruct owner) {
        return mm.readOnceIs(owner);
    }

    /// The VMAs after and before this one in the list of its inode; see [Inode#link].
    Ref<Vma> nextMapping() {
        return nextMapping;
    }

    Ref<Vma> previousMapping() {
        return previousMapping;
    }

    /// In no list.
    void clearLinks() {
        nextMapping.set(null);
        previousMapping.set(null);
    }

    /// The next of the VMAs that one `munmap` has detached; the unmapping task's own.
    Ref<Vma> gathered() {
        return gathered;
    }

    int pageShift() {
        return pageShift;
    }

    void setMm(MmStruct owner) {
        mm.writeOnce(owner);
    }

    void setRange(long from, long to, long pageOffset) {
        start.writeOnce(from);
        end.writeOnce(to);
        pgoff.writeOnce(pageOffset);
    }

    void setFlags(long value) {
        flags.writeOnce(value);
        pageProt.writeOnce(VmFlags.pageProt(value));
    }

    /// Once a life.
    void setFile(File value) {
        file.writeOnce(value);
        clearLinks();
    }

    void setAnonVma(AnonVma value) {
        anonVma.rcuAssign("Vma.A", value);
    }
}
