package faultline.lab.model;

import faultline.kernel.mm.VmFlags;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// The mappings of one address space by first page; no two overlap.
final class Areas {
    private final TreeMap<Long, Area> byStart = new TreeMap<>();
    private final long endOfAll;
    private final long guard;

    /// `endOfAll` is the first page that nobody may map; `guard` pages below a stack stay free where the
    /// kernel chooses.
    Areas(long endOfAll, long guard) {
        this.endOfAll = endOfAll;
        this.guard = guard;
    }

    /// All of them, lowest first.
    Collection<Area> all() {
        return byStart.values();
    }

    /// The one that covers `page`, or `null`.
    Area at(long page) {
        Area below = value(byStart.floorEntry(page));
        return below != null && below.covers(page) ? below : null;
    }

    /// The first that begins behind `page`, or `null`.
    Area above(long page) {
        return value(byStart.higherEntry(page));
    }

    /// The last that begins before `page`, or `null`.
    Area below(long page) {
        return value(byStart.lowerEntry(page));
    }

    boolean isFree(long start, long end) {
        Area below = below(end);
        return end <= endOfAll && (below == null || below.end() <= start);
    }

    /// As [#isFree], and clear of a stack above.
    boolean isClear(long start, long end) {
        Map.Entry<Long, Area> above = byStart.ceilingEntry(start);
        return isFree(start, end) && (above == null || end <= startGap(above.getValue()));
    }

    /// Where the highest gap of `pages` pages begins; below the first page if there is none. Once a gap turned
    /// out to be too near to a stack, nothing above the stack's guard will do.
    long gap(long pages) {
        long limit = endOfAll;
        Area above = null;
        for (Area below : byStart.descendingMap().values()) {
            limit = limit(limit, above, below.end(), pages);
            if (limit - below.end() >= pages) {
                return limit - pages;
            }
            above = below;
        }
        return limit(limit, above, 0, pages) - pages;
    }

    /// Where what is put between `bottom` and `above` must end.
    private long limit(long limit, Area above, long bottom, long pages) {
        long end = above == null ? limit : Math.min(limit, above.start());
        return above != null && end - bottom >= pages ? Math.min(end, startGap(above)) : end;
    }

    private long startGap(Area area) {
        return Math.max(0, area.start() - (area.has(VmFlags.GROWSDOWN) ? guard : 0));
    }

    /// Puts `area` where one of the same first page may have stood.
    void put(Area area) {
        byStart.put(area.start(), area);
    }

    Area remove(Area area) {
        return byStart.remove(area.start());
    }

    /// Takes out all that begin from `start` up to `end`.
    void clear(long start, long end) {
        byStart.subMap(start, end).clear();
    }

    /// Makes one of two neighbours.
    Area merge(Area below, Area above) {
        remove(above);
        Area one = below.with(above);
        put(one);
        return one;
    }

    /// Makes a border at `page`, if a mapping reaches over it.
    void cut(long page) {
        Area area = at(page);
        if (area != null && area.start() < page) {
            put(area.upTo(page));
            put(area.from(page));
        }
    }

    /// `area` gets a page of its own: it joins a neighbour's family, or founds one.
    void found(Area area) {
        if (area.family() != null) {
            return;
        }
        Area above = at(area.end());
        Area below = area.start() == 0 ? null : at(area.start() - 1);
        Object family = new Object();
        if (above != null && above.family() != null && area.goesOnAs(above)) {
            family = above.family();
        } else if (below != null && below.family() != null && below.goesOnAs(area)) {
            family = below.family();
        }
        put(area.withFamily(family));
    }

    private static Area value(Map.Entry<Long, Area> entry) {
        return entry == null ? null : entry.getValue();
    }
}
