package faultline.lab.trial;

import faultline.kernel.mm.Sizes;

/// Where everything lies in the address space that the threads share, in pages of two words. What the kernel
/// places itself comes from the top down and meets none of it.
final class Layout {
    /// Code with probes; never unmapped. Of its pages some have their rights changed all the time.
    static final int TEXT = 8;
    static final int TEXT_PAGES = 8;
    static final int TEXT_QUIET = 5;
    /// Code that is mapped from another file every now and then.
    static final int SWAPPED = 20;
    static final int SWAPPED_PAGES = 2;
    static final int HEAP = 28;
    static final int HEAP_PAGES = 16;
    /// Every page belongs to one thread, its neighbours to others, and all may be one mapping.
    static final int PATCHWORK = 48;
    static final int PATCHES = 32;
    /// What all threads touch while one of them takes it away.
    static final int RACED = 84;
    static final int CHUNK_PAGES = 8;
    static final int CHUNKS = 3;
    /// Where a chunk is moved to and back; as large as all chunks.
    static final int ATTIC = RACED + CHUNKS * CHUNK_PAGES;
    /// Stays mapped, so that no stack above it grows down into what lies below.
    static final int SENTINEL = ATTIC + CHUNKS * CHUNK_PAGES;
    /// A window for each thread: a guard, pages to do everything with, and a stack that stays.
    static final int WINDOWS = SENTINEL + 1;
    static final int GUARD_PAGES = 2;
    static final int FREE_PAGES = 12;
    static final int SAFE_PAGES = 2;
    static final int WINDOW_PAGES = GUARD_PAGES + FREE_PAGES + SAFE_PAGES;

    static final int PAGE_WORDS = 2;
    static final int PAGE = PAGE_WORDS * 8;
    static final int FILE_PAGES = 32;

    private Layout() {
    }

    static Sizes sizes(int cpus) {
        // plenty: what is put off to a grace period may wait long on a busy machine
        return new Sizes(cpus, PAGE_WORDS, 4, 3, 10_000, 1_000, 30_000, 20_000, 1_000, FILE_PAGES, 6, 100_000,
                GUARD_PAGES, 4_000);
    }

    static long address(int page) {
        return (long) page * PAGE;
    }

    /// The first of the pages that `thread` does everything with.
    static int window(int thread) {
        return WINDOWS + thread * WINDOW_PAGES + GUARD_PAGES;
    }

    static int safe(int thread) {
        return window(thread) + FREE_PAGES;
    }
}
