package faultline.lab.model;

import faultline.kernel.mm.Access;
import faultline.kernel.mm.Errno;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.Sizes;
import faultline.kernel.mm.VmFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// One address space as it must be: what every call answers, what every access finds, and which mappings
/// there are.
///
/// It is the oracle for values, faults and protections, for one thread. Its calls are those of
/// [faultline.kernel.mm.Syscalls] and [faultline.kernel.mm.UserAccess], with the same arguments and answers.
/// It has as much memory as it likes: it never answers ENOMEM for want of it, only where an address is
/// refused.
///
/// Also the number of mappings is right, not only what they cover: two neighbours become one exactly where
/// the kernel makes them one, which hangs on their `anon_vma`, and so on the order of the first writes.
public final class AddressSpaceModel {
    private final Sizes sizes;
    private final int shift;
    private final Areas areas;
    private final TreeMap<Long, Page> own;         // pages of private mappings that have been written, by page
    private long startBrk;
    private long brk;
    private long value;

    /// An empty address space.
    public AddressSpaceModel(Sizes sizes) {
        this(sizes, new Areas(sizes.taskSize() >> sizes.pageShift(), sizes.stackGuardPages()), new TreeMap<>());
    }

    private AddressSpaceModel(Sizes sizes, Areas areas, TreeMap<Long, Page> own) {
        this.sizes = sizes;
        this.shift = sizes.pageShift();
        this.areas = areas;
        this.own = own;
    }

    // ---- calls

    public long mmap(long address, long length, long flags, ModelFile file, long offset, boolean fixed) {
        long size = align(length);
        if (length <= 0 || offset < 0) {
            return Errno.EINVAL;
        }
        if (size <= 0 || size > sizes.taskSize()) {
            return Errno.ENOMEM;
        }
        boolean outside = address < 0 || address > sizes.taskSize() - size;
        if (fixed && (outside || !isAligned(address))) {
            return outside ? Errno.ENOMEM : Errno.EINVAL;
        }
        boolean shared = (flags & VmFlags.SHARED) != 0;
        if (file != null && shared && (flags & VmFlags.WRITE) != 0 && !file.isWritable()) {
            return Errno.EACCES;
        }
        ModelFile behind = file == null && shared ? zeroes(size) : file;
        long start = fixed ? address : place(outside || !isAligned(address) ? 0 : address, size);
        if (Errno.isError(start)) {
            return start;
        }
        boolean readOnly = behind != null && shared && !behind.isWritable();
        long may = VmFlags.MAYREAD | VmFlags.MAYEXEC | (readOnly ? 0 : VmFlags.MAYWRITE);
        map(start >> shift, start + size >> shift, flags | may, behind, behind == null ? start >> shift
                : file == null ? 0 : offset);
        return start;
    }

    public long munmap(long start, long length) {
        long end = start + align(length);
        if (!isAligned(start) || length <= 0 || start < 0 || end > sizes.taskSize() || end <= start) {
            return Errno.EINVAL;
        }
        unmap(start >> shift, end >> shift);
        return 0;
    }

    public long mprotect(long start, long length, long access) {
        long end = start + align(length);
        if (!isAligned(start) || length < 0 || start < 0) {
            return Errno.EINVAL;
        }
        if (end == start) {
            return 0;
        }
        if (end < start || end > sizes.taskSize()) {
            return Errno.ENOMEM;
        }
        for (long at = start >> shift; at < end >> shift; ) {
            Area area = areas.at(at);
            if (area == null) {
                return Errno.ENOMEM;
            }
            if ((access & ~(area.flags() >> 4) & VmFlags.ACCESS) != 0) {
                return Errno.EACCES;
            }
            long to = Math.min(end >> shift, area.end());
            protect(area, at, to, access);
            at = to;
        }
        return 0;
    }

    public long mremap(long old, long oldLength, long newLength, boolean mayMove, long target) {
        long oldSize = align(oldLength);
        long newSize = align(newLength);
        boolean overlaps = target != 0 && target < old + oldSize && old < target + newSize;
        if (!isAligned(old) || !isAligned(target) || oldLength <= 0 || newLength <= 0 || old < 0 || target < 0
                || target != 0 && !mayMove || overlaps || newSize > sizes.taskSize() - target) {
            return Errno.EINVAL;
        }
        Area area = areas.at(old >> shift);
        if (area == null || area.end() < old + oldSize >> shift) {
            return Errno.EFAULT;
        }
        if (target == 0 && newSize <= oldSize) {
            if (newSize < oldSize) {
                unmap(old + newSize >> shift, old + oldSize >> shift);
            }
            return old;
        }
        if (target == 0 && area.end() == old + oldSize >> shift && areas.isFree(area.end(), old + newSize >> shift)) {
            areas.put(new Area(area.start(), old + newSize >> shift, area.flags(), area.file(), area.offset(),
                    area.family()));
            return old;
        }
        return mayMove ? move(old, oldSize, newSize, target) : Errno.ENOMEM;
    }

    /// Where the heap begins; once.
    public void startBrk(long start) {
        startBrk = start;
        brk = start;
    }

    public long brk(long wanted) {
        long from = align(brk) >> shift;
        long to = align(wanted) >> shift;
        if (wanted < startBrk || to << shift > sizes.taskSize()) {
            return brk;
        }
        if (to > from) {
            if (!areas.isClear(from, to + 1)) {
                return brk;
            }
            map(from, to, VmFlags.READ | VmFlags.WRITE | VmFlags.MAYREAD | VmFlags.MAYWRITE | VmFlags.MAYEXEC, null,
                    from);
        } else if (to < from) {
            unmap(to, from);
        }
        brk = wanted;
        return brk;
    }

    public long madviseDontNeed(long start, long length) {
        long end = start + align(length);
        if (!isAligned(start) || length < 0 || start < 0 || end < start || end > sizes.taskSize()) {
            return Errno.EINVAL;
        }
        long result = 0;
        for (long page = start >> shift; page < end >> shift; page++) {
            if (areas.at(page) == null) {
                result = Errno.ENOMEM;
            }
            own.remove(page);
        }
        return result;
    }

    /// What the child has at first.
    public AddressSpaceModel fork() {
        AddressSpaceModel child = new AddressSpaceModel(sizes);
        child.startBrk = startBrk;
        child.brk = brk;
        for (Area area : areas.all()) {
            if (!area.has(VmFlags.DONTCOPY)) {
                child.areas.put(area);
            }
        }
        own.forEach((number, page) -> {
            if (child.areas.at(number) != null) {
                child.own.put(number, page.copy());
            }
        });
        return child;
    }

    // ---- accesses

    /// Reads the word at `address`; if `DONE`, [#value] has it.
    public FaultResult read(long address) {
        return access(address, Access.READ, 0);
    }

    public FaultResult write(long address, long newValue) {
        return access(address, Access.WRITE, newValue);
    }

    /// As [#read], as an instruction.
    public FaultResult fetch(long address) {
        return access(address, Access.EXEC, 0);
    }

    /// What the last [#read] or [#fetch] brought.
    public long value() {
        return value;
    }

    private FaultResult access(long address, Access access, long newValue) {
        long page = address >> shift;
        if (address < 0 || address >= sizes.taskSize() || areas.at(page) == null && !growStack(page)) {
            return FaultResult.SIGSEGV_MAPERR;
        }
        Area area = areas.at(page);
        if (!area.has(needed(access))) {
            return FaultResult.SIGSEGV_ACCERR;
        }
        boolean privateWrite = access == Access.WRITE && !area.has(VmFlags.SHARED);
        if (privateWrite && area.family() == null) {
            areas.found(area);
            area = areas.at(page);
        }
        if (area.file() != null && !own.containsKey(page) && !area.file().has(area.fileOffset(page))) {
            return FaultResult.SIGBUS;
        }
        int word = (int) (address >> 3) & sizes.pageWords() - 1;
        if (privateWrite) {
            ownPage(area, page).write(word, newValue);
        } else if (access == Access.WRITE) {
            area.file().write(area.fileOffset(page), word, newValue);
        } else {
            value = content(area, page, word);
        }
        return FaultResult.DONE;
    }

    /// What can be written or executed can be read, as on x86.
    private static long needed(Access access) {
        return switch (access) {
            case READ -> VmFlags.ACCESS;
            case WRITE -> VmFlags.WRITE;
            case EXEC -> VmFlags.EXEC;
        };
    }

    private long content(Area area, long page, int word) {
        Page mine = own.get(page);
        if (mine != null) {
            return mine.read(word);
        }
        return area.file() == null ? 0 : area.file().read(area.fileOffset(page), word);
    }

    /// The page that a private write goes to: from now on it is this process's alone.
    private Page ownPage(Area area, long page) {
        return own.computeIfAbsent(page, any -> area.file() == null ? new Page(new long[sizes.pageWords()])
                : area.file().copy(area.fileOffset(page)));
    }

    private boolean growStack(long page) {
        Area stack = areas.above(page);
        Area below = areas.below(page);
        if (stack == null || !stack.has(VmFlags.GROWSDOWN)) {
            return false;
        }
        boolean guarded = below == null || page - below.end() >= sizes.stackGuardPages()
                || !below.has(VmFlags.ACCESS) || below.has(VmFlags.GROWSDOWN);
        if (!guarded || stack.start() - page > stack.offset()) {
            return false;
        }
        areas.found(stack);
        Area grown = areas.remove(stack).downTo(page);
        areas.put(grown);
        return true;
    }

    // ---- mappings

    /// As `maps` prints them: one line a mapping, lowest first.
    public List<String> maps() {
        List<String> lines = new ArrayList<>();
        for (Area area : areas.all()) {
            lines.add(line(area.start() << shift, area.end() << shift, area.flags(), area.offset(),
                    area.file() == null ? "" : area.file().name()));
        }
        return lines;
    }

    /// How a mapping is told.
    static String line(long start, long end, long flags, long offset, String file) {
        return "0x" + Long.toHexString(start) + "-0x" + Long.toHexString(end) + " " + VmFlags.toString(flags)
                + ((flags & VmFlags.GROWSDOWN) != 0 ? " stack" : "") + " " + offset + " " + file;
    }

    private void map(long start, long end, long flags, ModelFile file, long offset) {
        unmap(start, end);
        Area fresh = new Area(start, end, flags, file, offset, null);
        Area below = start == 0 ? null : areas.at(start - 1);
        Area above = areas.at(end);
        boolean joinsAbove = above != null && fresh.isOneWith(above);
        if (below != null && below.isOneWith(fresh)) {
            fresh = below.with(fresh);
        }
        areas.put(fresh);
        if (joinsAbove && fresh.isOneWith(above)) {
            areas.merge(fresh, above);
        }
    }

    private void unmap(long start, long end) {
        areas.cut(start);
        areas.cut(end);
        areas.clear(start, end);
        own.subMap(start, end).clear();
    }

    private void protect(Area found, long from, long to, long access) {
        if ((found.flags() & VmFlags.ACCESS) == access) {
            return;
        }
        areas.cut(from);
        areas.cut(to);
        Area changed = areas.at(from).withFlags(found.flags() & ~VmFlags.ACCESS | access);
        areas.put(changed);
        Area below = from == 0 ? null : areas.at(from - 1);
        if (below != null && below.isOneWith(changed)) {
            changed = areas.merge(below, changed);
        }
        Area above = areas.at(to);
        if (above != null && changed.isOneWith(above)) {
            areas.merge(changed, above);
        }
    }

    private long move(long old, long oldSize, long newSize, long target) {
        if (target != 0) {
            unmap(target >> shift, target + newSize >> shift);
        }
        long to = target != 0 ? target : place(0, newSize);
        if (Errno.isError(to)) {
            return to;
        }
        long from = old >> shift;
        areas.cut(from);
        areas.cut(old + oldSize >> shift);
        Area area = areas.at(from);
        areas.put(new Area(to >> shift, to + newSize >> shift, area.flags(), area.file(), area.offset(),
                area.family()));
        long kept = Math.min(oldSize, newSize) >> shift;
        for (long page = 0; page < kept; page++) {
            Page moved = own.remove(from + page);
            if (moved != null) {
                own.put((to >> shift) + page, moved);
            }
        }
        unmap(from, old + oldSize >> shift);
        return to;
    }

    /// The hint if it is free, else the highest gap; an address, or ENOMEM.
    private long place(long hint, long size) {
        if (hint != 0 && areas.isClear(hint >> shift, hint + size >> shift)) {
            return hint;
        }
        long start = areas.gap(size >> shift) << shift;
        return start >= sizes.pageSize() ? start : Errno.ENOMEM;
    }

    // ---- arithmetic

    private boolean isAligned(long address) {
        return (address & sizes.pageSize() - 1) == 0;
    }

    private long align(long length) {
        return length + sizes.pageSize() - 1 & -sizes.pageSize();
    }

    private ModelFile zeroes(long size) {
        return new ModelFile("/dev/zero", true, sizes.pageWords(), new long[(int) (size >> 3)]);
    }
}
