package faultline.kernel.mm;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Slab;
import faultline.kernel.memory.Task;
import faultline.kernel.page.Frame;
import faultline.kernel.page.Frames;
import faultline.kernel.page.PageTables;
import faultline.kernel.page.Pte;
import faultline.kernel.sync.Srcu;
import faultline.kernel.sync.Sync;
import java.util.function.Function;

/// What all address spaces share: memory, the slabs, the page tables, one lock strategy. Booted once by a
/// world.
///
/// Which objects may be reused when is laid down here: VMAs as the strategy says; page tables, tree nodes,
/// inodes and the `mm` itself after RCU; files and anon_vmas at once, as the same type.
public final class Kernel {
    private final Memory memory;
    private final Sync sync;
    private final LockStrategy strategy;
    private final Sizes sizes;
    private final Srcu vmaSrcu;
    private final Frames frames;
    private final PageTables tables;
    private final Slab<MmStruct> mms;
    private final Slab<Vma> vmas;
    private final Slab<AnonVma> anonVmas;
    private final Slab<File> files;
    private final Slab<Inode> inodes;
    private final Slab<TreeNode> nodes;
    private final Cpu[] cpus;
    private final Dentry zero;
    private final TextHooks textHooks;

    /// `textHooks` makes the uprobe path of this kernel.
    public Kernel(Memory memory, Sync sync, LockStrategy strategy, Sizes sizes,
                  Function<Kernel, TextHooks> textHooks) {
        this.memory = memory;
        this.sync = sync;
        this.strategy = strategy;
        this.sizes = sizes;
        KernelObject self = new System(memory);
        this.vmaSrcu = sync.srcu(self, "vma_srcu", sizes.cpus(), false);
        this.frames = new Frames(memory, sync, self, sizes.cpus(), sizes.frames(), sizes.pageWords());
        this.tables = new PageTables(memory, sync, sizes.tables(), sizes.tableBits(), sizes.tableLevels(),
                sizes.pageShift());
        Memory.GracePeriod rcu = memory.rcu();
        this.nodes = new Slab<>(memory, "node", sizes.treeNodes(), rcu, number -> new TreeNode(this, number));
        this.anonVmas = new Slab<>(memory, "anon_vma", sizes.files(), null,
                number -> new AnonVma(this, number));
        this.files = new Slab<>(memory, "file", sizes.files(), null, number -> new File(this, number));
        this.inodes = new Slab<>(memory, "inode", sizes.files(), rcu, number -> new Inode(this, number));
        this.vmas = new Slab<>(memory, "vma", sizes.vmas(), switch (strategy.reuse()) {
            case AT_ONCE -> null;
            case AFTER_RCU -> rcu;
            case AFTER_SRCU -> vmaSrcu;
        }, number -> new Vma(this, number));
        this.mms = new Slab<>(memory, "mm", sizes.mms(), rcu, number -> new MmStruct(this, number));
        this.cpus = new Cpu[sizes.cpus()];
        for (int cpu = 0; cpu < cpus.length; cpu++) {
            cpus[cpu] = new Cpu(this, self, cpu);
        }
        this.zero = Dentry.zero(memory);
        this.textHooks = textHooks.apply(this);
    }

    public Memory memory() {
        return memory;
    }

    public Sync sync() {
        return sync;
    }

    public LockStrategy strategy() {
        return strategy;
    }

    public Sizes sizes() {
        return sizes;
    }

    /// The SRCU domain that strategies with [faultline.kernel.lock.Reuse#AFTER_SRCU] read under.
    public Srcu vmaSrcu() {
        return vmaSrcu;
    }

    /// For a strategy: the tree gave `task` a VMA that was detached already, and it walks again.
    public void lockMissed(Task task) {
        cpu(task).count(VmStat.VMA_LOCK_MISS);
    }

    /// A new, empty address space with one user, or `null` if there is no memory for it.
    public MmStruct newMm(Task task) {
        MmStruct mm = mms.allocate(task);
        if (mm == null) {
            return null;
        }
        var root = tables.newRoot(task);
        if (root == null) {
            mms.freeUnseen(task, mm);
            return null;
        }
        mm.init(task, root);
        return mm;
    }

    /// A file of `pages` pages, in no directory, held once; or `null` if there is no memory for it.
    public Inode newInode(Task task, Dentry dentry, long pages) {
        Inode inode = inodes.allocate(task);
        if (inode != null) {
            inode.init(dentry, pages);
        }
        return inode;
    }

    /// Opens `inode` for `mode` ([VmFlags#READ], [VmFlags#WRITE]): a file held once, which itself holds the
    /// inode; or `null` if there is no memory for it.
    public File open(Task task, Inode inode, long mode) {
        File file = files.allocate(task);
        if (file != null) {
            inode.get();
            file.init(inode, mode);
        }
        return file;
    }

    /// The uprobe path.
    public TextHooks textHooks() {
        return textHooks;
    }

    /// For the uprobe path: a look alone found the probe, or it did not.
    public void countLookup(Task task, boolean found) {
        cpu(task).count(found ? VmStat.UPROBE_LOOKUP_SUCCESS : VmStat.UPROBE_LOOKUP_FALLBACK);
    }

    /// How often an event happened, over all CPUs; exact when nobody is at work.
    public long vmstat(VmStat event) {
        long sum = 0;
        for (Cpu cpu : cpus) {
            sum += cpu.events(event);
        }
        return sum;
    }

    void exit(Task task, MmStruct mm) {
        Exit.exit(task, mm);
    }

    /// The last hold on the structure is gone.
    void free(Task task, MmStruct mm) {
        mms.free(task, mm);
    }

    /// The frame of a present entry.
    Frame frame(long pte) {
        return (Frame) memory.object(Pte.frame(pte));
    }

    /// The name of all files of shared anonymous memory.
    Dentry zero() {
        return zero;
    }

    Frames frames() {
        return frames;
    }

    PageTables tables() {
        return tables;
    }

    Slab<TreeNode> nodes() {
        return nodes;
    }

    Slab<AnonVma> anonVmas() {
        return anonVmas;
    }

    Slab<File> files() {
        return files;
    }

    Slab<Inode> inodes() {
        return inodes;
    }

    Slab<Vma> vmas() {
        return vmas;
    }

    Slab<MmStruct> mms() {
        return mms;
    }

    /// What belongs to the CPU that `task` runs on.
    Cpu cpu(Task task) {
        return cpus[task.cpu()];
    }

    Cpu cpu(int number) {
        return cpus[number];
    }

    private static final class System extends KernelObject {
        System(Memory memory) {
            super(memory, "kernel", 0);
        }
    }
}
