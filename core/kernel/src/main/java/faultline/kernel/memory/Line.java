package faultline.kernel.memory;

/// One cache line of 64 bytes, owned by a kernel object. Cells that share a line share its travels between
/// CPUs.
public abstract class Line {
    /// How many cells a line holds.
    public static final int CELLS = 8;

    private final KernelObject owner;

    @SuppressWarnings("this-escape")   // the owner keeps its lines, and poisons them when it dies
    protected Line(KernelObject owner) {
        this.owner = owner;
        owner.owns(this);
    }

    public final KernelObject owner() {
        return owner;
    }

    /// The next free cell of this line, named `field` (the kernel's field name), holding `initial`.
    /// A ninth cell is a programming error and is refused.
    public abstract Word word(String field, long initial);

    /// The next free cell of this line, as a pointer to nothing.
    public abstract <T extends KernelObject> Ref<T> ref(String field);

    /// A word that stays readable when its owner is freed: never poisoned, and reading it late is no use
    /// after free. Only for what type-stable reuse ([faultline.kernel.lock.Reuse#AT_ONCE]) lets a late reader
    /// look at.
    public abstract Word stableWord(String field, long initial);

    /// A pointer that stays readable when its owner is freed; as [#stableWord].
    public abstract <T extends KernelObject> Ref<T> stableRef(String field);

    /// Writes [Word#POISON], plainly, to every cell that is not stable.
    protected abstract void poison(Task task);
}
