package faultline.lab.model;

/// A file: its name, its pages, and whether it was opened for writing. All who map it see one content.
public final class ModelFile {
    private final String name;
    private final boolean writable;
    private final int pageWords;
    private final long[] words;

    /// `words` is what the device holds, whole pages; the model writes to a copy.
    public ModelFile(String name, boolean writable, int pageWords, long[] words) {
        this.name = name;
        this.writable = writable;
        this.pageWords = pageWords;
        this.words = words.clone();
    }

    public String name() {
        return name;
    }

    boolean isWritable() {
        return writable;
    }

    boolean has(long page) {
        return page < words.length / pageWords;
    }

    long read(long page, int word) {
        return words[(int) page * pageWords + word];
    }

    void write(long page, int word, long value) {
        words[(int) page * pageWords + word] = value;
    }

    /// A private copy of one page.
    Page copy(long page) {
        long[] copy = new long[pageWords];
        System.arraycopy(words, (int) page * pageWords, copy, 0, pageWords);
        return new Page(copy);
    }
}
