package faultline.kernel.lock;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Vma;

/// The lock of one address space: what readers and writers of its VMAs do around their work.
///
/// **Readers** hold nothing. [#startRead] finds the VMA of an address and gets in, or answers `false` and has
/// begun nothing: then the caller takes `mmap_lock` for reading and is safe under every strategy. A read ends
/// with [#endRead], once. A *look* never sleeps and installs nothing, and may be cheaper; it is always
/// speculative.
///
/// **Writers** hold `mmap_lock` for writing. They call [#startWrite] for each VMA they will change or detach
/// (twice is once), then [#settle] once, and only then edit or zap. [#endWriteAll] runs on unlock and on
/// downgrade, also when nothing was written.
///
/// None of these allocates.
public interface AddressSpaceLock {

    /// A new life of the address space begins; nobody else can see it yet. Its cells hold anything.
    void initMm(Task task);

    /// A new life of `vma` begins, detached; it may be visible to late readers of its last life. `copiedFrom`
    /// is the VMA whose fields were copied, or `null`. The caller copies no lock words.
    void init(Task task, Vma vma, Vma copiedFrom);

    /// Begins a read of the VMA that covers `address`. `true`: `look.vma` is it, and [#endRead] must follow.
    boolean startRead(Task task, long address, Look look);

    /// Whether everything read since [#startRead] stood together, and still stands. Asked under the
    /// page-table lock before a PTE is set, and before any answer leaves. A strategy whose reads exclude
    /// writers need not ask.
    default boolean stillValid(Task task, Look look) {
        return true;
    }

    void endRead(Task task, Look look);

    /// Begins a look at the VMA that covers `address`. `true`: [#endLook] must follow.
    default boolean startLook(Task task, long address, Look look) {
        return startRead(task, address, look);
    }

    /// Ends the look. `false`: forget what was seen.
    default boolean endLook(Task task, Look look) {
        boolean valid = stillValid(task, look);
        endRead(task, look);
        return valid;
    }

    /// `mmap_lock` has just been taken for writing.
    default void writeLocked(Task task) {
    }

    /// Announces a write on `vma`, and where readers exclude, waits until they have left. `false` only if
    /// `killable` and a fatal signal came first; then nothing is announced.
    boolean startWrite(Task task, Vma vma, boolean killable);

    /// Waits, once for all announced VMAs, until nobody who was let in before is inside. Only then may the
    /// caller edit fields or zap. Strategies whose [#startWrite] has waited have nothing left to do.
    default void settle(Task task) {
    }

    /// `mmap_lock` is about to be released or downgraded: all announced VMAs are open again.
    void endWriteAll(Task task);

    /// `vma` is complete (initialised, announced, all fields set) and goes into the tree next.
    void markAttached(Task task, Vma vma);

    /// `vma` (announced) leaves the tree next. May wait for strays.
    void markDetached(Task task, Vma vma);
}
