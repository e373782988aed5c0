package faultline.lab.explorer;

import faultline.kernel.memory.KernelObject;
import java.util.Arrays;

/// Which life each object is in, and whether it has ended; rolled back with everything else.
final class Lives {
    private long[] now = new long[64];    // by handle: twice the life number, and 1 more once it ended
    private long[] kept = {};

    void born(KernelObject object) {
        int at = index(object);
        now[at] = (now[at] | 1) + 1;
    }

    /// Returns whether the object was alive; one that nobody said was born is taken to be.
    boolean died(KernelObject object) {
        int at = index(object);
        boolean alive = now[at] == 0 || (now[at] & 1) == 0;
        now[at] |= 1;
        return alive;
    }

    long life(KernelObject object) {
        return now[index(object)] >>> 1;
    }

    void keep() {
        kept = now.clone();
    }

    void restore() {
        System.arraycopy(kept, 0, now, 0, kept.length);
        Arrays.fill(now, kept.length, now.length, 0);
    }

    private int index(KernelObject object) {
        int at = (int) object.handle();
        if (at >= now.length) {
            now = Arrays.copyOf(now, 2 * at);
        }
        return at;
    }
}
