package faultline.lab.workload;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import java.util.List;
import java.util.stream.IntStream;

/// The lock alone, as the fault path uses it: find the VMA of an address, start a read, look at the fields
/// that every fault looks at, end the read; under `mmap_lock` if the strategy refuses. Not a system call of
/// any kernel: what is left of a page fault when everything else is taken away.
final class VmaRead implements Workload {
    @Override public String name() {
        return "vma-read";
    }

    @Override public String summary() {
        return "find a VMA, start a read, look at its fields, end the read";
    }

    @Override public String expectation() {
        return """
                The widest gaps of all. Alone, each atomic operation costs a few nanoseconds. With the \
                second thread in one VMA, mmap-lock, rwsem and refcount fall below one thread's rate, \
                because each read moves a line between two processors twice; store-free doubles. With a \
                VMA each, rwsem and refcount double too, and mmap-lock does not.""";
    }

    @Override public String doubt() {
        return """
                store-free and mmap-lock are close with one thread (then you timed the loop), or any \
                strategy gets much more than twice from the second thread.""";
    }

    @Override public Rig prepare(Task task, Kernel kernel, Cast cast) {
        Ground ground = new Ground(task, kernel, cast);
        Slices slices = Slices.anonymous(task, ground);
        List<Reads> readers = IntStream.range(0, cast.threads())
                .mapToObj(number -> new Reads(ground, slices, number)).toList();
        return new Rig(ground, readers, Elsewhere.all(ground));
    }

    /// The arrays keep what this thread writes off the lines of its neighbours in the heap.
    private static final class Reads implements Part {
        private static final int MIDDLE = 16;
        private static final int SEEN = MIDDLE;
        private static final int ATTEMPTS = MIDDLE + 1;
        private static final int FALLBACKS = MIDDLE + 2;

        private final MmStruct mm;
        private final AddressSpaceLock lock;
        private final boolean speculative;
        private final long start;
        private final long pageSize;
        private final int pages;
        private final long[] tally = new long[2 * MIDDLE];
        private final Look look = new Look();
        private final long[] behind = new long[MIDDLE];   // never read: it is in the way

        Reads(Ground ground, Slices slices, int number) {
            this.mm = ground.mm();
            this.lock = mm.lock();
            this.speculative = !ground.kernel().strategy().readerExcludes();
            this.start = slices.start(number);
            this.pageSize = ground.pageSize();
            this.pages = ground.cast().pages();
        }

        @Override public int length() {
            return pages;
        }

        @Override public void step(Task task, int index) {
            long address = start + index * pageSize;
            tally[ATTEMPTS]++;
            if (!read(task, address)) {
                tally[FALLBACKS]++;
                mm.readLock(task, false);
                tally[SEEN] += fields(task, mm.find(task, address));
                mm.readUnlock(task);
            }
            task.poll();
        }

        private boolean read(Task task, long address) {
            if (!lock.startRead(task, address, look)) {
                return false;
            }
            boolean valid = true;
            if (speculative) {
                task.startSpeculation();
            }
            tally[SEEN] += fields(task, look.vma);
            if (speculative) {
                valid = lock.stillValid(task, look);
            }
            lock.endRead(task, look);
            if (speculative) {
                task.endSpeculation(valid);
            }
            return valid;
        }

        private static long fields(Task task, Vma vma) {
            return vma.start(task) + vma.end(task) + vma.flags(task);
        }

        @Override public long attempts() {
            return tally[ATTEMPTS];
        }

        @Override public long fallbacks() {
            return tally[FALLBACKS];
        }
    }
}
