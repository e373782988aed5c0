package faultline.lab.torture;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// A line of the hardware world whose cells are watched. That line belongs to the owner too and is what gets
/// poisoned.
final class TortureLine extends Line {
    private final TortureMemory memory;
    private final Line line;

    TortureLine(TortureMemory memory, KernelObject owner, Line line) {
        super(owner);
        this.memory = memory;
        this.line = line;
    }

    @Override public Word word(String field, long initial) {
        return new TortureWord(memory, owner(), field, line.word(field, initial), false);
    }

    @Override public <T extends KernelObject> Ref<T> ref(String field) {
        return new TortureRef<>(memory, new TortureWord(memory, owner(), field, line.word(field, 0), false));
    }

    @Override public Word stableWord(String field, long initial) {
        return new TortureWord(memory, owner(), field, line.stableWord(field, initial), true);
    }

    @Override public <T extends KernelObject> Ref<T> stableRef(String field) {
        Word word = line.stableWord(field, 0);
        return new TortureRef<>(memory, new TortureWord(memory, owner(), field, word, true));
    }

    @Override protected void poison(Task task) {
        memory.step();
    }
}
