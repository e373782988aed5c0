package faultline.lab.torture;

import faultline.kernel.memory.KernelObject;
import java.util.Arrays;

/// Which life each object is in, and whether it has ended.
final class Lives {
    private long[] counted = new long[1 << 10];   // by handle: twice the life number, and 1 more once it ended

    synchronized void born(KernelObject object) {
        int at = index(object);
        counted[at] = (counted[at] | 1) + 1;
    }

    /// Returns whether the object was alive.
    synchronized boolean died(KernelObject object) {
        int at = index(object);
        boolean alive = isAlive(counted[at]);
        counted[at] |= 1;
        return alive;
    }

    /// From 1; 0 for an object that no slab has handed out.
    synchronized long life(KernelObject object) {
        return counted[index(object)] >>> 1;
    }

    /// Whether the object was handed out by a slab and has been given back since.
    synchronized boolean isDead(KernelObject object) {
        return (counted[index(object)] & 1) == 1;
    }

    private static boolean isAlive(long count) {
        return count >= 2 && (count & 1) == 0;
    }

    private int index(KernelObject object) {
        int at = (int) object.handle();
        if (at >= counted.length) {
            counted = Arrays.copyOf(counted, 2 * at);
        }
        return at;
    }
}
