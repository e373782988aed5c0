package faultline.kernel.lock;

import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// One way for threads to agree on a VMA. Plugins provide this as a service; students choose it by name.
///
/// An instance keeps no state: what it needs stands in the cells of the locks it makes.
public interface LockStrategy {

    /// What a student types: `use refcount`.
    String name();

    /// One line for the list of strategies, saying what it models.
    String summary();

    /// When the memory of a freed VMA may be handed out again. The slab does it.
    Reuse reuse();

    /// Whether a read keeps writers out. `false`: the VMA may change under a read, and only
    /// [AddressSpaceLock#stillValid] tells.
    boolean readerExcludes();

    /// Whether a reader may sleep. `false`: the read stands in RCU.
    boolean readerMaySleep();

    /// What the lock adds to a `vm_area_struct` of the kernel it models, in bytes.
    int bytesPerVma();

    /// The lock of one address space. Called once for an `MmStruct`, which lives many lives; its cells belong
    /// on lines that `mm` owns, and die with it.
    AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm);

    /// The lock's own words of one VMA. Called once for a `Vma`, which lives many lives, in many address
    /// spaces; chooses the line they stand on: one of `vma`'s own, or a new one that `vma` owns.
    VmaLock forVma(Kernel kernel, Vma vma);
}
