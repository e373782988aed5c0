package faultline.lab.litmus;

/// A word, number or sign of a test, and where it stands.
record Token(Kind kind, String text, int line, int column) {
    enum Kind { WORD, NUMBER, SIGN, END }

    boolean is(String sign) {
        return kind != Kind.END && text.equals(sign);
    }

    LitmusError error(String sentence) {
        return LitmusError.malformed(line, column, sentence);
    }

    /// For a message.
    String shown() {
        return kind == Kind.END ? "the end of the file" : "'" + text + "'";
    }
}
