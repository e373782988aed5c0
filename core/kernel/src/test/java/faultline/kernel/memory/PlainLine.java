package faultline.kernel.memory;

/// A line of a [PlainMemory].
final class PlainLine extends Line {
    private final Memory memory;
    private final PlainCells cells = new PlainCells(CELLS);
    private final boolean[] stable = new boolean[CELLS];
    private int used;

    PlainLine(Memory memory, KernelObject owner) {
        super(owner);
        this.memory = memory;
    }

    @Override public Word word(String field, long initial) {
        cells.set(used, initial);
        return new PlainWord(owner().kind() + "." + field, cells, used++);
    }

    @Override public <T extends KernelObject> Ref<T> ref(String field) {
        return new PlainRef<>(memory, owner().kind() + "." + field, cells, used++);
    }

    @Override public Word stableWord(String field, long initial) {
        stable[used] = true;
        return word(field, initial);
    }

    @Override public <T extends KernelObject> Ref<T> stableRef(String field) {
        stable[used] = true;
        return ref(field);
    }

    @Override protected void poison(Task task) {
        for (int i = 0; i < used; i++) {
            if (!stable[i]) {
                cells.set(i, Word.POISON);
            }
        }
    }
}
