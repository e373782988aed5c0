package faultline.kernel.mm;

import faultline.kernel.memory.Task;

/// Where `mm` tells the uprobe path of changes: `uprobe_mmap`, `uprobe_munmap`, `uprobe_start_dup_mmap` and
/// kin.
public interface TextHooks {

    /// `vma`, a mapping of a file, is in the tree; `mmap_lock` is held for writing.
    void mapped(Task task, MmStruct mm, Vma vma);

    /// Pages of a file were unmapped from `start` to `end`.
    void unmapped(Task task, MmStruct mm, Vma vma, long start, long end);

    /// A fork begins; no breakpoint is put in or taken out until [#forkEnds].
    void forkBegins(Task task);

    /// `child` has what `parent` has; both are held for writing.
    void forked(Task task, MmStruct parent, MmStruct child);

    void forkEnds(Task task);

    /// The last user of `mm` is gone.
    void exited(Task task, MmStruct mm);
}
