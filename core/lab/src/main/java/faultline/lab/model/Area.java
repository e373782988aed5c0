package faultline.lab.model;

import faultline.kernel.mm.VmFlags;

/// One mapping, in pages: `start` up to `end`, from page `offset` of `file` on. `family` is the `anon_vma`:
/// what two neighbours must not differ in if they are to become one. Replaced as a whole, never changed.
///
/// @param file   `null` for anonymous memory
/// @param family `null` until the first page of its own
record Area(long start, long end, long flags, ModelFile file, long offset, Object family) {

    Area from(long page) {
        return new Area(page, end, flags, file, offset + page - start, family);
    }

    Area upTo(long page) {
        return new Area(start, page, flags, file, offset, family);
    }

    Area withFlags(long newFlags) {
        return new Area(start, end, newFlags, file, offset, family);
    }

    Area withFamily(Object newFamily) {
        return new Area(start, end, flags, file, offset, newFamily);
    }

    /// The same mapping, longer at the bottom.
    Area downTo(long page) {
        return new Area(page, end, flags, file, offset - (start - page), family);
    }

    boolean has(long flag) {
        return (flags & flag) != 0;
    }

    boolean covers(long page) {
        return start <= page && page < end;
    }

    long fileOffset(long page) {
        return offset + page - start;
    }

    /// Whether `above` goes on where this ends, in all but the rights of access.
    boolean goesOnAs(Area above) {
        return end == above.start && file == above.file && fileOffset(end) == above.offset
                && (flags & ~VmFlags.ACCESS) == (above.flags & ~VmFlags.ACCESS);
    }

    /// Whether this and `above` are one mapping but for the cut between them.
    boolean isOneWith(Area above) {
        return goesOnAs(above) && flags == above.flags
                && (family == above.family || family == null || above.family == null);
    }

    /// The two as one.
    Area with(Area above) {
        return new Area(start, above.end, flags, file, offset, family == null ? above.family : family);
    }
}
