package faultline.lab.ledger;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// A line, as long as anybody likes.
final class LedgerLine extends Line {
    private final LedgerMemory memory;

    LedgerLine(LedgerMemory memory, KernelObject owner) {
        super(owner);
        this.memory = memory;
    }

    @Override public Word word(String field, long initial) {
        memory.laysOut();
        return new LedgerWord(memory, owner(), field, initial);
    }

    @Override public <T extends KernelObject> Ref<T> ref(String field) {
        memory.laysOut();
        return new LedgerRef<>(memory, owner(), field);
    }

    @Override public Word stableWord(String field, long initial) {
        return word(field, initial);
    }

    @Override public <T extends KernelObject> Ref<T> stableRef(String field) {
        return ref(field);
    }

    @Override protected void poison(Task task) {
        // what is freed stays
    }
}
