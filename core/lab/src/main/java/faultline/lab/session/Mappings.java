package faultline.lab.session;

import java.util.ArrayList;
import java.util.List;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.File;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.mm.Vma;

/// The VMAs of the session as /proc/PID/maps shows them, and where named places are.
final class Mappings {
    /// No address: no mapping has that place.
    static final long NOWHERE = Long.MIN_VALUE;

    /// What Linux keeps free below a stack at least (`MIN_GAP`).
    private static final long STACK_ROOM = 128L << 20;

    private final MmStruct mm;
    private final MappedFiles files;
    private final long stackEnd;

    Mappings(MmStruct mm, MappedFiles files, long stackEnd) {
        this.mm = mm;
        this.files = files;
        this.stackEnd = stackEnd;
    }

    List<Mapping> all(Task task) {
        List<Mapping> all = new ArrayList<>();
        mm.readLock(task, false);
        for (Vma vma = mm.tree().findAtOrAfter(task, 0); vma != null; ) {
            all.add(mapping(task, vma));
            vma = mm.tree().findAtOrAfter(task, vma.end(task));
        }
        mm.readUnlock(task);
        return all;
    }

    /// Those that have something in the range, or end or begin where it does; in order.
    List<Mapping> around(Task task, long start, long end) {
        List<Mapping> inside = all(task).stream().filter(m -> m.start() < end && m.end() > start).toList();
        return !inside.isEmpty() ? inside
                : all(task).stream().filter(m -> m.start() <= end && m.end() >= start).toList();
    }

    /// Where a new mapping of that size goes: as high as there is room below the one that stacks may grow
    /// into, or 0 if there is none.
    long room(Task task, long size) {
        long end = stackEnd - STACK_ROOM;
        for (Mapping mapping : all(task).reversed()) {
            if (mapping.end() <= end - size) {
                break;
            }
            end = Math.min(end, mapping.start());
        }
        return Math.max(0, end - size);
    }

    /// The address, or [#NOWHERE].
    long address(Task task, Place place) {
        if (place.isAddress()) {
            return place.offset();
        }
        return all(task).stream().filter(m -> m.name().equals(place.name()))
                .filter(m -> place.offset() >= m.offset() && place.offset() < m.offset() + m.length())
                .findFirst().map(m -> m.start() + place.offset() - m.offset()).orElse(NOWHERE);
    }

    SessionAnswer.NoPlace noPlace(Task task, Place place) {
        return new SessionAnswer.NoPlace(place, all(task).stream().map(Mapping::name)
                .filter(name -> !name.isEmpty()).distinct().toList());
    }

    private Mapping mapping(Task task, Vma vma) {
        long flags = vma.flags(task);
        File file = vma.file(task);
        String name = file != null ? file.inode().dentry().name()
                : kernelsName(vma.start(task), vma.end(task));
        long offset = file == null ? 0 : vma.pgoff(task) * mm.kernel().sizes().pageSize();
        return new Mapping(vma.start(task), vma.end(task), VmFlags.toString(flags), offset,
                file == null ? "00:00" : "00:01", file == null ? 0 : files.inode(name), name);
    }

    /// The stack of the first thread, and above it the slots that probed instructions are stepped in.
    private String kernelsName(long start, long end) {
        return end == stackEnd ? "[stack]" : start >= stackEnd ? "[uprobes]" : "";
    }
}
