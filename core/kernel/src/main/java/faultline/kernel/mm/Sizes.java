package faultline.kernel.mm;

/// How large one kernel is. The paths are the same for every size: students run pages of 4 KiB, the explorer
/// pages of one word.
///
/// @param cpus           how many tasks may exist at once
/// @param pageWords      64-bit words in a page; a power of two
/// @param tableBits      a page table has `1 << tableBits` entries
/// @param tableLevels    levels of page tables, the last of which holds PTEs; at least 2
/// @param frames         pages of memory
/// @param mms            address spaces at once
/// @param vmas           VMAs at once, over all address spaces
/// @param tables         page tables at once, the freed ones that readers may still see included
/// @param files          files, inodes and anon_vmas at once, each
/// @param filePages      pages of one file
/// @param treeSlots      slots of a node of the range tree; at least 4
/// @param treeNodes      nodes of range trees at once, the freed ones that readers may still see included
/// @param stackGuardPages pages that stay free below a stack (`stack_guard_gap`)
/// @param maxMapCount    VMAs of one address space (`sysctl_max_map_count`)
public record Sizes(int cpus, int pageWords, int tableBits, int tableLevels, int frames, int mms, int vmas,
                    int tables, int files, int filePages, int treeSlots, int treeNodes, int stackGuardPages,
                    int maxMapCount) {

    private static final int STACK_LIMIT_SHIFT = 11;

    public Sizes {
        if (Integer.bitCount(pageWords) != 1 || tableLevels < 2 || treeSlots < 4) {
            throw new IllegalArgumentException("page of " + pageWords + " words, " + tableLevels
                    + " table levels, " + treeSlots
                    + " tree slots: need a power of two, at least 2, at least 4");
        }
    }

    /// x86-64's shape: 4 KiB pages, four levels of 512 entries; 1 GiB of memory at most.
    public static Sizes hardware(int cpus) {
        return new Sizes(cpus, 512, 9, 4, 1 << 18, 64, 1 << 16, 1 << 15, 1 << 10, 1 << 13, 16, 1 << 16, 256,
                65_530);
    }

    /// The same kernel with little of everything, for prompts and tests: 16 MiB.
    public static Sizes small(int cpus) {
        return new Sizes(cpus, 512, 9, 4, 1 << 12, 16, 1 << 10, 1 << 8, 64, 512, 16, 1 << 11, 256, 512);
    }

    /// Pages of one word and two levels of four entries: what the explorer runs.
    public static Sizes tiny(int cpus) {
        return new Sizes(cpus, 1, 2, 2, 24, 4, 12, 12, 6, 4, 8, 16, 1, 8);
    }

    /// log2 of the page size in bytes.
    public int pageShift() {
        return 3 + Integer.numberOfTrailingZeros(pageWords);
    }

    public long pageSize() {
        return 1L << pageShift();
    }

    /// How many bytes one leaf table serves.
    public long leafSpan() {
        return 1L << pageShift() + tableBits;
    }

    /// How large a stack may grow by itself (`RLIMIT_STACK` as most systems set it): 8 MiB of pages of 4 KiB.
    public long stackLimit() {
        return pageSize() << STACK_LIMIT_SHIFT;
    }

    /// The first address that no user may map (`TASK_SIZE`).
    public long taskSize() {
        return 1L << (pageShift() + tableBits * tableLevels - 1);
    }
}
