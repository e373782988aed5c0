package faultline.kernel.uprobe;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Slab;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.Errno;
import faultline.kernel.mm.Inode;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Text;
import faultline.kernel.mm.TextHooks;
import faultline.kernel.mm.Vma;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.sync.RwSemaphore;
import faultline.kernel.sync.Srcu;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The uprobes of one kernel: registering, and keeping breakpoints where they belong
/// (`kernel/events/uprobes.c`).
///
/// ```
///     register                                  unregister
///
///     find or make the probe, in the tree       take the consumer off the list
///     put the consumer on its list              nobody left who wants a process: take its breakpoint out
///     for each mapping of the page:             let go; the last takes the probe out of the tree
///       mmap_lock for writing                   [sync: wait for hits and returns]
///       is it still that mapping?               after both grace periods the probe is freed
///       HAS_UPROBES, then the breakpoint
/// ```
///
/// `mmap_lock` for writing, although no VMA changes: a hit that finds no probe looks under `mmap_lock` for
/// reading whether there is still a breakpoint, and must not come between "no probe yet" and "breakpoint
/// already".
public final class Uprobes implements TextHooks {
    /// `MMF_HAS_UPROBES`: a breakpoint may be one of ours.
    static final long HAS_UPROBES = 1;
    /// `MMF_RECALC_UPROBES`: [#HAS_UPROBES] may be out of date.
    static final long RECALC_UPROBES = 2;

    private static final int MMAP_MUTEXES = 13;
    private static final long LEASE_NANOS = 100_000_000;   // RI_TIMER_PERIOD

    private final Kernel kernel;
    private final int pageShift;
    private final ReadSide readSide;
    private final Srcu returnSrcu;
    private final UprobeTree tree;
    private final Returns returns;
    private final Hit hit;
    private final Slab<Uprobe> uprobes;
    private final XolAreas areas;
    private final Utask[] utasks;
    private final Word consumerId;   // the last that was given out
    private final RwSemaphore dupMmapRwsem;
    private final RwSemaphore[] mmapMutexes;

    private Uprobes(Kernel kernel, ReadSide.Kind kind) {
        Memory memory = kernel.memory();
        KernelObject self = new Self(memory);
        int cpus = kernel.sizes().cpus();
        this.kernel = kernel;
        this.pageShift = kernel.sizes().pageShift();
        this.readSide = new ReadSide(kind, kernel.sync(), self, cpus);
        this.returnSrcu = kernel.sync().srcu(self, "uretprobes_srcu", cpus, false);
        this.tree = new UprobeTree(kernel, self);
        this.returns = new Returns(kernel, this);
        this.hit = new Hit(kernel, this, new Lookup(kernel, tree), returns);
        Memory.GracePeriod both = task -> {
            returnSrcu.synchronize(task);
            readSide.synchronize(task);
        };
        this.uprobes = new Slab<>(memory, "uprobe", kernel.sizes().files(), both,
                number -> new Uprobe(kernel, number));
        this.areas = new XolAreas(kernel);
        this.consumerId = memory.line(self).word("consumer_id", 0);
        this.utasks = new Utask[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            utasks[cpu] = new Utask(memory, cpu, memory.timer(cpu, LEASE_NANOS, this::expireOwn));
        }
        this.dupMmapRwsem = kernel.sync().rwSemaphore(memory.line(self), "dup_mmap_sem", "dup_mmap_sem");
        this.mmapMutexes = new RwSemaphore[MMAP_MUTEXES];
        for (int i = 0; i < MMAP_MUTEXES; i++) {
            mmapMutexes[i] = kernel.sync().rwSemaphore(memory.line(self), "uprobes_mmap_mutex",
                    "uprobes_mmap_mutex");
        }
    }

    /// For [Kernel]'s constructor.
    public static Function<Kernel, TextHooks> with(ReadSide.Kind kind) {
        return kernel -> new Uprobes(kernel, kind);
    }

    /// Those of `kernel`, which was booted with [#with].
    public static Uprobes of(Kernel kernel) {
        return (Uprobes) kernel.textHooks();
    }

    /// `uprobe_register`: from now on `consumer` is called for hits of the instruction at byte `offset` of
    /// `inode`. The caller keeps the inode. 0; EINVAL if there is no instruction; ENOMEM. Hits that began
    /// before may miss it.
    public long register(Task task, Inode inode, long offset, Consumer consumer) {
        if (offset < 0 || offset % Insn.SIZE != 0 || offset >= inode.size() << pageShift) {
            return Errno.EINVAL;
        }
        Uprobe fresh = uprobes.allocate(task);
        if (fresh == null) {
            return Errno.ENOMEM;
        }
        inode.get();
        fresh.init(inode, offset);
        Uprobe uprobe = tree.insert(task, fresh);
        if (uprobe != fresh) {
            inode.put(task);
            uprobes.freeUnseen(task, fresh);
        }
        uprobe.registerRwsem().downWrite(task, false);
        uprobe.add(task, consumer, consumerId.fetchAddRelaxed(1) + 1);
        long failed = uprobe.prepare(task, kernel);
        if (failed == 0) {
            failed = forEachMapping(task, uprobe, true);
        }
        if (failed != 0) {
            uprobe.remove(task, consumer);
            forEachMapping(task, uprobe, false);
        }
        uprobe.registerRwsem().upWrite(task);
        if (failed != 0) {
            put(task, uprobe);
        }
        return failed;
    }

    /// `uprobe_unregister_nosync`: EINVAL if `consumer` is not registered there. Hits under way may still
    /// call it.
    public long unregister(Task task, Inode inode, long offset, Consumer consumer) {
        int index = readSide.enter(task);
        Uprobe uprobe = tree.find(task, inode, offset);
        boolean got = uprobe != null && uprobe.refcount().incNotZero();
        readSide.leave(task, index);
        if (!got) {
            return Errno.EINVAL;
        }
        uprobe.registerRwsem().downWrite(task, false);
        boolean removed = uprobe.remove(task, consumer);
        boolean clean = removed && forEachMapping(task, uprobe, false) == 0;
        uprobe.registerRwsem().upWrite(task);
        if (clean) {
            // the consumer's; if a breakpoint could not be taken out, its probe has to stay
            put(task, uprobe);
        }
        put(task, uprobe);
        return removed ? 0 : Errno.EINVAL;
    }

    /// `uprobe_unregister_sync`: returns when no hit and no return that was under way can still call a
    /// consumer that was unregistered before.
    public void unregisterSync(Task task) {
        readSide.synchronize(task);
        returnSrcu.synchronize(task);
    }

    /// User code of `task` has come to a breakpoint at `registers.ip`.
    Trap hit(Task task, MmStruct mm, Registers registers) {
        return hit.handle(task, mm, registers, utasks[task.cpu()]);
    }

    /// The timer of `owner`'s return probes has run out: its leases become references. For worlds without a
    /// clock, where `timer` is a task that does it at any time.
    public void expireReturns(Task timer, Task owner) {
        returns.expire(timer, utasks[owner.cpu()]);
    }

    private void expireOwn(Task interrupted) {
        returns.expire(interrupted, utasks[interrupted.cpu()]);
    }

    /// `child`, a new thread in the forked process `childMm`, returns from what `parent` was in: by a
    /// trampoline of its own, at the address that stands on its stack (`uprobe_copy_process`). 0, or an
    /// errno.
    public long duplicateReturns(Task parent, MmStruct parentMm, Task child, MmStruct childMm) {
        XolArea area = areas.existing(parentMm);
        if (area == null || utasks[parent.cpu()].top() == null) {
            return 0;
        }
        if (areas.getAt(parent, childMm, area.trampoline()) == null) {
            return Errno.ENOMEM;
        }
        returns.duplicate(parent, utasks[parent.cpu()], utasks[child.cpu()]);
        return 0;
    }

    /// `task` ends, or forgets the functions it is in (`uprobe_free_utask`).
    public void dropReturns(Task task) {
        returns.drop(task, utasks[task.cpu()]);
    }

    XolAreas areas() {
        return areas;
    }

    ReadSide readSide() {
        return readSide;
    }

    Srcu returnSrcu() {
        return returnSrcu;
    }

    /// Gives a reference back; the last takes the probe out of the tree and frees it after both grace
    /// periods.
    void put(Task task, Uprobe uprobe) {
        if (uprobe.refcount().decAndTest()) {
            tree.erase(task, uprobe);
            uprobe.inode().put(task);
            uprobes.free(task, uprobe);
        }
    }

    /// A private mapping of a file, which may carry breakpoints (`valid_vma`). None are put in while it is
    /// writable.
    static boolean isText(Task task, Vma vma, boolean install) {
        long clear = VmFlags.SHARED | (install ? VmFlags.WRITE : 0);
        return vma.file(task) != null && (vma.flags(task) & (clear | VmFlags.MAYEXEC)) == VmFlags.MAYEXEC;
    }

    /// `register_for_each_vma`. 0, or the errno of a mapping that failed; installing ends there, removing
    /// goes on.
    private long forEachMapping(Task task, Uprobe uprobe, boolean install) {
        dupMmapRwsem.downWrite(task, false);
        long failed = 0;
        for (Mapping mapping : mappings(task, uprobe, install)) {
            MmStruct mm = mapping.mm();
            mm.writeLock(task, false);
            Vma vma = mm.find(task, mapping.address());
            boolean still = vma != null && isText(task, vma, install)
                    && vma.file(task).inode() == uprobe.inode()
                    && addressOf(task, vma, uprobe) == mapping.address();
            if (still && install && failed == 0) {
                failed = install(task, mm, vma, mapping.address(), uprobe);
            } else if (still && !install) {
                failed = Math.min(failed, remove(task, mm, vma, mapping.address(), uprobe));
            }
            mm.writeUnlock(task);
            mm.putUsers(task);
        }
        dupMmapRwsem.upWrite(task);
        return failed;
    }

    private record Mapping(MmStruct mm, long address) {
    }

    /// `build_map_info`: where the probe's page is mapped just now, each mm with a user of ours.
    private List<Mapping> mappings(Task task, Uprobe uprobe, boolean install) {
        List<Mapping> found = new ArrayList<>();
        Inode inode = uprobe.inode();
        inode.mmapRwsem().downRead(task, false);
        for (Vma vma = inode.firstMapping(); vma != null; vma = inode.nextMapping(vma)) {
            MmStruct mm = vma.mmOnce();
            if (isMapped(task, vma, uprobe, install) && mm.getUsers(task)) {
                found.add(new Mapping(mm, addressOf(task, vma, uprobe)));
            }
        }
        inode.mmapRwsem().upRead(task);
        return found;
    }

    private boolean isMapped(Task task, Vma vma, Uprobe uprobe, boolean install) {
        long address = addressOf(task, vma, uprobe);
        return isText(task, vma, install) && address >= vma.start(task) && address < vma.end(task);
    }

    private long addressOf(Task task, Vma vma, Uprobe uprobe) {
        return vma.start(task) + uprobe.offset() - (vma.pgoff(task) << pageShift);
    }

    /// `install_breakpoint`; `mmap_lock` is held for writing. The flag comes first: a task that hits the
    /// breakpoint must not be told that there are none.
    private long install(Task task, MmStruct mm, Vma vma, long address, Uprobe uprobe) {
        if (!uprobe.isWanted(task, mm)) {
            return 0;
        }
        mm.uprobeFlags().fetchOrRelaxed(HAS_UPROBES);
        return Text.write(task, mm, vma, address, Insn.INT3);
    }

    /// `remove_breakpoint`, if nobody wants this process any more.
    private long remove(Task task, MmStruct mm, Vma vma, long address, Uprobe uprobe) {
        if (uprobe.isWanted(task, mm) || uprobe.insn() == 0
                || Text.read(task, mm, vma, address) != Insn.INT3) {
            return 0;
        }
        mm.uprobeFlags().fetchOrRelaxed(RECALC_UPROBES);
        return Text.write(task, mm, vma, address, uprobe.insn());
    }

    /// `unapply_uprobe`: all handlers have said REMOVE for this process. A probe that has died meanwhile is
    /// left alone: the breakpoint may be that of the next at the same place.
    void removeFrom(Task task, MmStruct mm, Uprobe uprobe) {
        if (!uprobe.refcount().incNotZero()) {
            return;
        }
        uprobe.registerRwsem().downRead(task, false);
        mm.readLock(task, false);
        for (Vma vma = mm.tree().findAtOrAfter(task, 0); vma != null;
                vma = mm.tree().findAtOrAfter(task, vma.end(task))) {
            if (vma.file(task) != null && vma.file(task).inode() == uprobe.inode()
                    && isMapped(task, vma, uprobe, false)) {
                remove(task, mm, vma, addressOf(task, vma, uprobe), uprobe);
            }
        }
        mm.readUnlock(task);
        uprobe.registerRwsem().upRead(task);
        put(task, uprobe);
    }

    /// `uprobe_mmap`: a new mapping of a file gets the breakpoints of those who wait for it. One that was moved
    /// brings its own along: an unregister that has seen it at its old place looks for it there in vain, so
    /// what nobody wants any more is taken out here.
    @Override public void mapped(Task task, MmStruct mm, Vma vma) {
        if (!isText(task, vma, false)) {
            return;
        }
        Inode inode = vma.file(task).inode();
        RwSemaphore mutex = mmapMutexes[(int) (inode.handle() % MMAP_MUTEXES)];
        mutex.downWrite(task, false);
        List<Uprobe> found = new ArrayList<>();
        long from = vma.pgoff(task) << pageShift;
        tree.collect(task, inode, from, from + vma.end(task) - vma.start(task), found);
        for (Uprobe uprobe : found) {
            long address = addressOf(task, vma, uprobe);
            if (uprobe.prepare(task, kernel) == 0) {
                remove(task, mm, vma, address, uprobe);
                if (isText(task, vma, true)) {
                    install(task, mm, vma, address, uprobe);
                }
            }
            put(task, uprobe);
        }
        mutex.upWrite(task);
    }

    /// `uprobe_munmap`.
    @Override public void unmapped(Task task, MmStruct mm, Vma vma, long start, long end) {
        long flags = mm.uprobeFlags().readOnce();
        if ((flags & HAS_UPROBES) != 0 && (flags & RECALC_UPROBES) == 0) {
            mm.uprobeFlags().fetchOrRelaxed(RECALC_UPROBES);
        }
    }

    @Override public void forkBegins(Task task) {
        dupMmapRwsem.downRead(task, false);
    }

    /// `uprobe_dup_mmap`: the breakpoints came along with the pages; the slots did not.
    @Override public void forked(Task task, MmStruct parent, MmStruct child) {
        if ((parent.uprobeFlags().readOnce() & HAS_UPROBES) != 0) {
            child.uprobeFlags().writeOnce(HAS_UPROBES | RECALC_UPROBES);
        }
    }

    @Override public void forkEnds(Task task) {
        dupMmapRwsem.upRead(task);
    }

    /// `uprobe_clear_state`.
    @Override public void exited(Task task, MmStruct mm) {
        areas.exited(task, mm);
    }

    /// How many probes, slots and return instances are in use; for checks at rest.
    public long inUse() {
        return uprobes.live() + areas.live() + returns.live();
    }

    private static final class Self extends KernelObject {
        Self(Memory memory) {
            super(memory, "uprobes", 0);
        }
    }
}
