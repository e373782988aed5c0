package faultline.lab.model;

/// What one page holds that belongs to one process alone.
final class Page {
    private final long[] words;

    Page(long[] words) {
        this.words = words;
    }

    Page copy() {
        return new Page(words.clone());
    }

    long read(int word) {
        return words[word];
    }

    void write(int word, long value) {
        words[word] = value;
    }
}
