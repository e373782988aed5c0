package faultline.lab;

/// What a simulated run lost on one field, over all its instances and all CPUs.
///
/// @param name          `vma.vm_refcnt`; `asleep: mmap_lock` is the time that tasks slept for a lock of that
///                      class, `queued: zone.lock` the time that they stood in the queue of a spinlock
/// @param transfers     how often a line had to come because of it
/// @param transferNanos how long CPUs waited for the line to travel
/// @param queueNanos    how long they waited until it was their turn to have it
/// @param waitNanos     how long they waited for the value to change
/// @param share         of all that was lost; the shares of a run add up to 1
/// @param writersShare  of what was lost on this field, the part that CPUs lost which change mappings
public record LineBill(String name, long transfers, double transferNanos, double queueNanos, double waitNanos,
                       double share, double writersShare) {
}
