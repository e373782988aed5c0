package faultline.lab.hardware;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// 64 bytes at an address that divides by 128. Cells are dealt from the start.
final class HardwareLine extends Line {
    private final HardwareMemory memory;
    private final long address;
    private int used;
    private int stable;   // a bit a cell

    HardwareLine(HardwareMemory memory, KernelObject owner) {
        super(owner);
        this.memory = memory;
        this.address = memory.cells().allocate(CELLS * Cells.BYTES);
    }

    HardwareMemory memory() {
        return memory;
    }

    @Override public Word word(String field, long initial) {
        long cell = nextCell(field);
        Cells.UNSAFE.putLong(null, cell, initial);
        return new HardwareWord(name(field), this, cell);
    }

    @Override public <T extends KernelObject> Ref<T> ref(String field) {
        return new HardwareRef<>(name(field), this, nextCell(field));
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

    @Override protected void poison(Task task) {
        for (int i = 0; i < used; i++) {
            if ((stable >>> i & 1) == 0) {
                Cells.UNSAFE.putLong(null, address + (long) i * Cells.BYTES, Word.POISON);
            }
        }
    }

    private String name(String field) {
        return (owner().kind() + "." + field).intern();
    }

    private long nextCell(String field) {
        if (used == CELLS) {
            throw new IllegalStateException(owner() + ": no cell left on this line for " + field);
        }
        return address + (long) used++ * Cells.BYTES;
    }
}
