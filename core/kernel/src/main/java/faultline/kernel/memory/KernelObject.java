package faultline.kernel.memory;

import java.util.ArrayList;
import java.util.List;

/// Something that owns cells and that a [Ref] can point at: a VMA, a page table, a frame, a task.
///
/// All fields of a subclass are final; what changes stands in cells, so that a world can see it and roll it
/// back.
public abstract class KernelObject {
    private final Memory memory;
    private final String kind;
    private final int number;
    private final long handle;
    // grows while cells are laid out, before anybody shares them
    private final List<Line> lines = new ArrayList<>(2);

    /// `kind` is what traces print before the number (`vma`), `number` counts from 1 within the kind; 0 is
    /// for the only one of its kind, which prints without a number.
    @SuppressWarnings("this-escape")   // a world keeps the object, and looks at it later
    protected KernelObject(Memory memory, String kind, int number) {
        this.memory = memory;
        this.kind = kind;
        this.number = number;
        this.handle = memory.adopt(this);
    }

    public final Memory memory() {
        return memory;
    }

    public final String kind() {
        return kind;
    }

    public final int number() {
        return number;
    }

    /// What a [Ref] stores: positive, one an object, for the object's whole existence (not its life).
    public final long handle() {
        return handle;
    }

    /// Says that a new life begins; for what is handed out by something other than a [Slab].
    protected final void beginLife() {
        memory.born(this);
    }

    /// Says that the life is over, as [Slab#free] does.
    protected final void endLife() {
        memory.died(this);
    }

    /// Overwrites what nobody may read any more: every cell of its lines that is not stable. The slab calls
    /// it when the memory may be handed out again. Rows ([Words]) are added by the class that has them.
    protected void poison(Task task) {
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i).poison(task);
        }
    }

    final void owns(Line line) {
        lines.add(line);
    }

    @Override public final String toString() {
        return number == 0 ? kind : kind + "#" + number;
    }
}
