package faultline.lab;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Sizes;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.sync.Sync;
import faultline.kernel.uprobe.ReadSide;
import faultline.kernel.uprobe.Uprobes;
import faultline.lab.ledger.LedgerMemory;

/// What a strategy's lock takes up and what its readers write, found by using it: one read and one look of
/// the same VMA from each of two CPUs, with nobody else there.
///
/// @param bytesPerVma what the lock's cells of one VMA take here
/// @param linesPerVma how many lines of its own it has for each VMA; 0: it stands on the VMA's
/// @param readWrites  the cells that a read writes on either CPU, so that their lines travel; empty: none
/// @param lookWrites  the same of a look
/// @param ownWrites   the cells that a read writes for its own CPU alone
public record Footprint(int bytesPerVma, int linesPerVma, List<String> readWrites, List<String> lookWrites,
                        List<String> ownWrites) {
    private static final int CELL_BYTES = 8;
    private static final Pattern NUMBERS = Pattern.compile("^kernel\\.|#\\d+|\\[\\d+]|\\.cpu\\d+");

    /// Uses the strategy's code, so this belongs into a worker.
    public static Footprint of(LockStrategy strategy) {
        LedgerMemory memory = new LedgerMemory();
        Kernel kernel = new Kernel(memory, Sync.coded(memory, 2, 0), strategy, Sizes.tiny(2),
                Uprobes.with(ReadSide.Kind.TRACE));
        Task first = memory.task(0);
        Task second = memory.task(1);
        MmStruct mm = kernel.newMm(first);
        long address = Syscalls.mmap(first, mm, 0, kernel.sizes().pageSize(), VmFlags.READ, null, 0, false);
        List<String> here = readWrites(memory, mm, first, address);
        List<String> there = readWrites(memory, mm, second, address);
        List<String> looks = lookWrites(memory, mm, first, address);
        looks.retainAll(lookWrites(memory, mm, second, address));
        List<String> own = new ArrayList<>(here);
        own.removeAll(there);
        here.retainAll(there);
        int cells = memory.cells();
        int lines = memory.lines();
        strategy.forVma(kernel, mm.find(first, address));   // once more, to see what it lays out
        return new Footprint((memory.cells() - cells) * CELL_BYTES, memory.lines() - lines, names(here),
                names(looks), names(own));
    }

    private static List<String> readWrites(LedgerMemory memory, MmStruct mm, Task task, long address) {
        Set<String> written = written(memory);
        Look look = new Look();
        if (mm.lock().startRead(task, address, look)) {
            mm.lock().endRead(task, look);
        } else {
            underMmapLock(mm, task);
        }
        return new ArrayList<>(written);
    }

    private static List<String> lookWrites(LedgerMemory memory, MmStruct mm, Task task, long address) {
        Set<String> written = written(memory);
        Look look = new Look();
        if (mm.lock().startLook(task, address, look)) {
            mm.lock().endLook(task, look);
        } else {
            underMmapLock(mm, task);
        }
        return new ArrayList<>(written);
    }

    /// The lines that are written from here on.
    private static Set<String> written(LedgerMemory memory) {
        Set<String> lines = new LinkedHashSet<>();
        memory.book(entry -> {
            if (entry.writes()) {
                lines.add(entry.line());
            }
        });
        return lines;
    }

    private static void underMmapLock(MmStruct mm, Task task) {
        mm.readLock(task, true);
        mm.readUnlock(task);
    }

    /// Without numbers, as there is one of each or it does not matter which: `vma.vm_refcnt`.
    private static List<String> names(List<String> cells) {
        return cells.stream().map(cell -> NUMBERS.matcher(cell).replaceAll("")).distinct().sorted().toList();
    }
}
