package faultline.lab.machine;

/// Who has something to do, the earliest first; of two that are equally early, the one with the lower number.
final class Queue {
    private static final int CPU_BITS = 8;
    private static final int CPU = (1 << CPU_BITS) - 1;

    private final long[] heap;   // time, then CPU: a heap, so that no order of additions shows
    private int size;

    Queue(int cpus) {
        if (cpus > CPU + 1) {
            throw new IllegalArgumentException(cpus + " CPUs: at most " + (CPU + 1));
        }
        this.heap = new long[cpus + 2];
    }

    boolean isEmpty() {
        return size == 0;
    }

    long firstTime() {
        return heap[1] >>> CPU_BITS;
    }

    int first() {
        return (int) heap[1] & CPU;
    }

    void add(long time, int cpu) {
        long key = time << CPU_BITS | cpu;
        int at = ++size;
        while (at > 1 && heap[at >> 1] > key) {
            heap[at] = heap[at >> 1];
            at >>= 1;
        }
        heap[at] = key;
    }

    /// Removes the first and says who it is.
    int take() {
        int first = first();
        long key = heap[size--];
        int at = 1;
        for (int child = 2; child <= size; child = 2 * at) {
            if (child < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= key) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = key;
        return first;
    }
}
