package faultline.lab.ledger;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;

/// One thing that the thread did: an access to a cell, or something beside memory.
///
/// @param access the method's name: `fetchAddWithinAcquire`, `rmb`, `rcuReadLock`
/// @param edge   the letter of the order that it keeps; empty: none
/// @param owner  whose cell; `null` if there is none
/// @param field  the cell, without its owner: `vm_refcnt`; or what is done: `vma_lock`, `trap`
/// @param before what stood there; empty where that does not matter
/// @param after  what stands there now; empty if nothing was written
/// @param object the object's name, with its life from the second on: `vma#2.life3`
public record Entry(String access, String edge, KernelObject owner, String field, String before,
                    String after, String object) {
    private static final long SMALL = 4096;

    /// Whether the access took the line to itself.
    public boolean writes() {
        return owner != null && !after.isEmpty();
    }

    /// `vma#2.vm_refcnt`.
    public String cell() {
        return owner == null ? field : object + "." + field;
    }

    /// [#cell], or of a row the first cell of its line: `vma_srcu.locks[8]`.
    public String line() {
        int at = field.indexOf('[');
        if (at < 0 || field.contains("..")) {
            return cell();
        }
        int index = Integer.parseInt(field, at + 1, field.length() - 1, 10);
        return object + "." + field.substring(0, at) + "[" + index / Line.CELLS * Line.CELLS + "]";
    }

    /// Counts as one writes counts, addresses as one writes addresses.
    static String text(long value) {
        return value > -SMALL && value < SMALL ? Long.toString(value) : "0x" + Long.toHexString(value);
    }

    /// The letters of a fully ordered operation.
    static String both(String before, String after) {
        return before == null || before.equals(after) ? after : before + "," + after;
    }
}
