package faultline.lab.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Anonymous memory in a VMA of its own: before and behind it lies a page that nobody may touch, so the
/// kernel merges it with nothing. Its pages are small ones, whatever the system prefers.
final class RealPages {
    private final MemorySegment pages;

    RealPages(long bytes) {
        long fence = LibC.PAGE_SIZE;
        long start = LibC.mmap(bytes + 2 * fence, LibC.PROT_NONE).address();
        LibC.mprotect(start + fence, bytes, LibC.PROT_READ_WRITE);
        LibC.madvise(start + fence, bytes, LibC.MADV_NOHUGEPAGE);   // refused where there are no huge pages
        this.pages = sized(start + fence, bytes);
    }

    void write(long offset) {
        pages.set(ValueLayout.JAVA_BYTE, offset, (byte) 1);
    }

    byte read(long offset) {
        return pages.get(ValueLayout.JAVA_BYTE, offset);
    }

    /// Gives the pages of a part back; the mapping stays.
    void drop(long offset, long bytes) {
        if (!LibC.madvise(pages.address() + offset, bytes, LibC.MADV_DONTNEED)) {
            throw new IllegalStateException("the kernel refused madvise");
        }
    }

    void unmap() {
        LibC.munmap(pages.address() - LibC.PAGE_SIZE, pages.byteSize() + 2L * LibC.PAGE_SIZE);
    }

    @SuppressWarnings("restricted")   // mapped by the constructor
    private static MemorySegment sized(long start, long bytes) {
        return MemorySegment.ofAddress(start).reinterpret(bytes);
    }
}
