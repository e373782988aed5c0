package faultline.kernel.mm;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;

/// What a file is called and what the device holds for it. Never changes; prints as its name.
public final class Dentry extends KernelObject {
    private final String name;
    private final long[] text;
    private final boolean zeroes;

    /// The file begins with `text`, word by word; behind it the device holds a pattern, see [#content].
    public Dentry(Memory memory, String name, long... text) {
        this(memory, name, false, text.clone());
    }

    private Dentry(Memory memory, String name, boolean zeroes, long[] text) {
        super(memory, name, 0);
        this.name = name;
        this.text = text;
        this.zeroes = zeroes;
    }

    /// What stands behind anonymous memory that is shared: nothing but zeroes.
    static Dentry zero(Memory memory) {
        return new Dentry(memory, "/dev/zero", true, new long[0]);
    }

    public String name() {
        return name;
    }

    /// What the device holds in one word of the file, counted over all pages: the text, or a value that tells
    /// the file and the word, and is never 0.
    public long content(long word) {
        if (word < text.length) {
            return text[(int) word];
        }
        return zeroes ? 0 : (name.hashCode() & 0xffffL) << 32 | word + 1;
    }
}
