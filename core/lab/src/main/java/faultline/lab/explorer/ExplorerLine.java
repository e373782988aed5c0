package faultline.lab.explorer;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// Cells that die together. Which cells share a line makes no difference here.
final class ExplorerLine extends Line {
    private final Execution execution;
    private final Location[] cells = new Location[CELLS];
    private int used;

    ExplorerLine(Execution execution, KernelObject owner) {
        super(owner);
        this.execution = execution;
    }

    private Location cell(String field, long initial, boolean stable, boolean pointer) {
        if (used == CELLS) {
            throw new IllegalStateException("no room for " + field + ": a line of " + owner().kind() + " holds "
                    + CELLS + " cells");
        }
        Location cell = new Location(owner(), field, -1, initial, stable, pointer);
        cells[used++] = cell;
        return cell;
    }

    /// The cell of a law.
    Location law(String field) {
        return cell(field, 0, false, false);
    }

    private String name(String field) {
        return owner().kind() + "." + field;
    }

    @Override public Word word(String field, long initial) {
        return new ExplorerWord(execution, name(field), cell(field, initial, false, false));
    }

    @Override public <T extends KernelObject> Ref<T> ref(String field) {
        return new ExplorerRef<>(execution, name(field), cell(field, 0, false, true));
    }

    /// `file.stable` is what a kernel leaves out that frees its files for any other use (`kfree`); and so on.
    private boolean isTypeStable() {
        return execution.keeps(owner().kind() + ".stable");
    }

    @Override public Word stableWord(String field, long initial) {
        return new ExplorerWord(execution, name(field), cell(field, initial, isTypeStable(), false));
    }

    @Override public <T extends KernelObject> Ref<T> stableRef(String field) {
        return new ExplorerRef<>(execution, name(field), cell(field, 0, isTypeStable(), true));
    }

    @Override protected void poison(Task task) {
        execution.together(() -> {
            for (int i = 0; i < used; i++) {
                if (!cells[i].isStable) {
                    execution.store(cells[i], Word.POISON, false, true);
                }
            }
        });
    }
}
