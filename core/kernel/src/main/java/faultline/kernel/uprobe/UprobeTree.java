package faultline.kernel.uprobe;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Inode;
import faultline.kernel.mm.Kernel;
import faultline.kernel.sync.SeqCount;
import faultline.kernel.sync.SpinLock;
import java.util.List;

/// All uprobes, by inode and offset (`uprobes_tree`). Searched without a lock on every hit.
///
/// A search beside a rotation may be led past the node it looks for; it never finds a wrong one. So a hit is
/// always right, and a miss is believed only if the sequence stood still:
///
/// ```
///     insert, erase (holds uprobes_treelock)    find
///
///     SeqCount.writeBegin                       SeqCount.readBegin
///     rotate, link                              walk down
///     A: release ────▶ child                    child   B: acquire
///     SeqCount.writeEnd                         nothing there, and the sequence moved: look under the lock
/// ```
///
/// **A with B.** Whoever comes to a node finds it complete.
///
/// Linux has a red-black tree. This is a treap: the same rotations, and balance by a priority that is
/// computed from the key.
final class UprobeTree {
    private final Ref<Uprobe> root;
    private final SeqCount sequence;
    private final SpinLock treeLock;

    UprobeTree(Kernel kernel, KernelObject owner) {
        Line line = kernel.memory().line(owner);
        this.root = line.ref("uprobes_tree");
        this.sequence = new SeqCount(line, "uprobes_seqcount", 32);
        this.treeLock = kernel.sync().spinLock(kernel.memory().line(owner), "uprobes_treelock",
                "uprobes_treelock");
    }

    /// The probe at `offset` of `inode`, or `null`. Takes no lock unless the tree is being changed. The
    /// caller stands in the read side; of `inode` only the identity is used.
    Uprobe find(Task task, Inode inode, long offset) {
        long stamp = sequence.readBegin();
        Uprobe found = walk(inode.handle(), offset);
        if (found != null || !SeqCount.isOdd(stamp) && !sequence.readRetry(stamp)) {
            return found;
        }
        treeLock.lock(task);
        found = walk(inode.handle(), offset);
        treeLock.unlock(task);
        return found;
    }

    private Uprobe walk(long inode, long offset) {
        Uprobe at = root.rcuDereference("UprobeTree.B");
        while (at != null) {
            int order = at.compare(inode, offset);
            if (order == 0) {
                return at;
            }
            at = (order > 0 ? at.left : at.right).rcuDereference("UprobeTree.B");
        }
        return null;
    }

    /// Puts `fresh` in, or finds the one that stands there, with a reference for the caller. One that is
    /// dying (its last reference is gone, it has not been erased yet) must not come back to life: it makes
    /// room.
    Uprobe insert(Task task, Uprobe fresh) {
        long inode = fresh.inode().handle();
        long offset = fresh.offset();
        treeLock.lock(task);
        Uprobe old = walk(inode, offset);
        if (old != null && old.refcount().incNotZero()) {
            treeLock.unlock(task);
            return old;
        }
        sequence.writeBegin();
        if (old != null) {
            eraseAt(linkTo(old));
        }
        link(root, fresh);
        sequence.writeEnd();
        treeLock.unlock(task);
        return fresh;
    }

    /// Takes `uprobe` out, unless that has happened.
    void erase(Task task, Uprobe uprobe) {
        treeLock.lock(task);
        Ref<Uprobe> link = linkTo(uprobe);
        if (link != null) {
            sequence.writeBegin();
            eraseAt(link);
            sequence.writeEnd();
        }
        treeLock.unlock(task);
    }

    /// Adds to `found` every live probe of `inode` with an offset in `[from, end)`, each with a reference.
    void collect(Task task, Inode inode, long from, long end, List<Uprobe> found) {
        treeLock.lock(task);
        collect(root.readOnce(), inode.handle(), from, end, found);
        treeLock.unlock(task);
    }

    /// Whether `inode` has a probe with an offset in `[from, end)`.
    boolean hasAny(Task task, Inode inode, long from, long end) {
        treeLock.lock(task);
        Uprobe at = root.readOnce();
        while (at != null && (at.compare(inode.handle(), from) < 0 || at.compare(inode.handle(), end) >= 0)) {
            at = (at.compare(inode.handle(), from) < 0 ? at.right : at.left).readOnce();
        }
        treeLock.unlock(task);
        return at != null;
    }

    private static void collect(Uprobe at, long inode, long from, long end, List<Uprobe> found) {
        if (at == null) {
            return;
        }
        boolean before = at.compare(inode, from) < 0;
        boolean behind = at.compare(inode, end) >= 0;
        if (!before) {
            collect(at.left.readOnce(), inode, from, end, found);
        }
        if (!before && !behind && at.refcount().incNotZero()) {
            found.add(at);
        }
        if (!behind) {
            collect(at.right.readOnce(), inode, from, end, found);
        }
    }

    /// The link that points at `uprobe`, or `null` if it is not in the tree; under the lock.
    private Ref<Uprobe> linkTo(Uprobe uprobe) {
        Ref<Uprobe> link = root;
        while (link.readOnce() != null && link.readOnce() != uprobe) {
            Uprobe at = link.readOnce();
            link = at.compare(uprobe.inode().handle(), uprobe.offset()) > 0 ? at.left : at.right;
        }
        return link.readOnce() == null ? null : link;
    }

    private static void link(Ref<Uprobe> link, Uprobe fresh) {
        Uprobe at = link.readOnce();
        if (at == null) {
            link.rcuAssign("UprobeTree.A", fresh);
            return;
        }
        boolean goesLeft = at.compare(fresh.inode().handle(), fresh.offset()) > 0;
        link(goesLeft ? at.left : at.right, fresh);
        Uprobe child = (goesLeft ? at.left : at.right).readOnce();
        if (priority(child) > priority(at)) {
            rotateUp(link, at, child, goesLeft);
        }
    }

    /// `child` takes the place of `parent`. At no moment is there a way down that leads up again.
    private static void rotateUp(Ref<Uprobe> link, Uprobe parent, Uprobe child, boolean isLeft) {
        if (isLeft) {
            parent.left.rcuAssign("UprobeTree.A", child.right.readOnce());
            child.right.rcuAssign("UprobeTree.A", parent);
        } else {
            parent.right.rcuAssign("UprobeTree.A", child.left.readOnce());
            child.left.rcuAssign("UprobeTree.A", parent);
        }
        link.rcuAssign("UprobeTree.A", child);
    }

    /// Rotates the node down until it has no child on one side, and lets the other take its place. Its own
    /// pointers stay, for those who stand on it.
    private static void eraseAt(Ref<Uprobe> start) {
        Ref<Uprobe> link = start;
        Uprobe doomed = link.readOnce();
        while (true) {
            Uprobe left = doomed.left.readOnce();
            Uprobe right = doomed.right.readOnce();
            if (left == null || right == null) {
                link.rcuAssign("UprobeTree.A", left == null ? right : left);
                return;
            }
            boolean raiseLeft = priority(left) > priority(right);
            rotateUp(link, doomed, raiseLeft ? left : right, raiseLeft);
            link = raiseLeft ? left.right : right.left;
        }
    }

    /// A number that has nothing to do with the order of the keys, but always the same for one key.
    private static long priority(Uprobe uprobe) {
        long key = uprobe.inode().handle() * 0x9e37_79b9_7f4a_7c15L + uprobe.offset();
        long mixed = (key ^ key >>> 31) * 0xbf58_476d_1ce4_e5b9L;
        return mixed ^ mixed >>> 29;
    }
}
