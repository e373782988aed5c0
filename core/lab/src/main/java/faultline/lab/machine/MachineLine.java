package faultline.lab.machine;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// One line of the simulated machine. Cells are dealt from the start.
final class MachineLine extends Line {
    private final MachineMemory memory;
    private final int line;
    private int used;
    private int stable;   // a bit a cell

    MachineLine(MachineMemory memory, KernelObject owner) {
        super(owner);
        this.memory = memory;
        this.line = memory.machine().caches().allocate(1);
    }

    MachineMemory memory() {
        return memory;
    }

    int line() {
        return line;
    }

    @Override public Word word(String field, long initial) {
        int cell = nextCell(field);
        memory.machine().caches().cells[cell] = initial;
        return new MachineWord(name(field), this, cell);
    }

    @Override public <T extends KernelObject> Ref<T> ref(String field) {
        return new MachineRef<>(name(field), this, nextCell(field));
    }

    @Override public Word stableWord(String field, long initial) {
        Word word = word(field, initial);
        stable |= 1 << used - 1;
        return word;
    }

    @Override public <T extends KernelObject> Ref<T> stableRef(String field) {
        Ref<T> ref = ref(field);
        stable |= 1 << used - 1;
        return ref;
    }

    /// Free of charge: a kernel that is not being debugged does not do it.
    @Override protected void poison(Task task) {
        for (int i = 0; i < used; i++) {
            if ((stable >>> i & 1) == 0) {
                memory.machine().caches().cells[(line << Caches.SHIFT) + i] = Word.POISON;
            }
        }
    }

    private String name(String field) {
        return (owner().kind() + "." + field).intern();
    }

    private int nextCell(String field) {
        if (used == CELLS) {
            throw new IllegalStateException(owner() + ": no cell left on this line for " + field);
        }
        return (line << Caches.SHIFT) + used++;
    }
}
