package faultline.lab.litmus;

/// Text that is no litmus test, or none that can be decided here: one sentence, and where.
final class LitmusError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private LitmusError(String sentence) {
        super(sentence, null, false, false);
    }

    /// The text breaks the format.
    static LitmusError malformed(int line, int column, String sentence) {
        return new LitmusError("line " + line + ", column " + column + ": " + sentence);
    }

    /// The text may be right, but says what cannot be expressed here.
    static LitmusError unsupported(String what) {
        return new LitmusError(what);
    }
}
