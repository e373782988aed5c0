package faultline.lab.hardware;

import faultline.kernel.memory.KernelObject;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// Which object a handle names. Handles count from 1; objects are never forgotten.
///
/// ```
///     adopt                                     at
///
///     fields of the object                      handle read from a cell
///     A: release ────▶ objects[handle]  ──────▶ B: acquire
///                                               fields of the object
/// ```
///
/// **A with B.** Whoever finds the object sees it whole, even if the handle itself was read with no order at
/// all.
///
/// The array is replaced when it is full. A reader that still has the old one, or does not see its entry yet,
/// asks again under the lock; so a missing entry there is one that never was.
final class Handles {
    private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(KernelObject[].class);

    private KernelObject[] objects = new KernelObject[1 << 12];
    private int last;

    synchronized long adopt(KernelObject object) {
        last++;
        if (last == objects.length) {
            objects = Arrays.copyOf(objects, 2 * last);
        }
        ENTRY.setRelease(objects, last, object);   // A
        return last;
    }

    /// `null` if the handle is 0 or names no object.
    KernelObject at(long handle) {
        KernelObject[] seen = objects;
        if (Long.compareUnsigned(handle, seen.length) < 0) {
            KernelObject object = (KernelObject) ENTRY.getAcquire(seen, (int) handle);   // B
            if (object != null || handle == 0) {
                return object;
            }
        }
        return underLock(handle);
    }

    private synchronized KernelObject underLock(long handle) {
        return Long.compareUnsigned(handle, last) <= 0 ? objects[(int) handle] : null;
    }
}
