package faultline.lab.litmus;

import java.util.ArrayList;
import java.util.List;

/// Cuts a test into tokens. `(* *)` is a comment everywhere but in a thread, where `(*x` reads through a
/// pointer.
final class Scanner {
    private static final List<String> LONG_SIGNS = List.of("<<=", ">>=", "/\\", "\\/", "==", "!=", "<=", ">=", "&&",
            "||", "<<", ">>", "<>", "=>", "->", "+=", "-=", "++", "--");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private String name = "";
    private int at;
    private int line = 1;
    private int lineStart;
    private int depth;
    private int blocks;

    Scanner(String text) {
        this.text = text;
    }

    String name() {
        return name;
    }

    /// The first line names the test; what stands between it and the first brace is for people.
    List<Token> scan() {
        header();
        while (true) {
            blank();
            if (at >= text.length()) {
                tokens.add(new Token(Token.Kind.END, "", line, column()));
                return tokens;
            }
            next();
        }
    }

    private void header() {
        blank();
        int end = endOfLine(at);
        String first = text.substring(at, end).strip();
        if (!first.equals("C") && !first.startsWith("C ") && !first.startsWith("C\t")) {
            throw error("a test begins with 'C' and its name");
        }
        name = first.substring(1).strip();
        at = end;
        while (at < text.length() && text.charAt(at) != '{') {
            if (!comment() && !quoted()) {
                step();
            }
        }
        if (at >= text.length()) {
            throw error("the initial state is missing: it stands in braces before the first thread");
        }
    }

    private boolean quoted() {
        if (text.charAt(at) != '"') {
            return false;
        }
        int end = text.indexOf('"', at + 1);
        while (at < (end < 0 ? endOfLine(at) : end + 1)) {
            step();
        }
        return true;
    }

    private void blank() {
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || comment())) {
            if (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                step();
            }
        }
    }

    private boolean comment() {
        boolean inThread = depth > 0 && blocks > 1;
        if (text.startsWith("(*", at) && !inThread) {
            return nested("(*", "*)");
        }
        if (text.startsWith("/*", at)) {
            return nested(null, "*/");
        }
        if (text.startsWith("//", at)) {
            at = endOfLine(at);
            return true;
        }
        return false;
    }

    private boolean nested(String open, String close) {
        LitmusError never = error("a comment never ends");
        int level = 0;
        do {
            if (at >= text.length()) {
                throw never;
            }
            if (level == 0 || open != null && text.startsWith(open, at)) {
                level++;
                at += 2;
            } else if (text.startsWith(close, at)) {
                level--;
                at += 2;
            } else {
                step();
            }
        } while (level > 0);
        return true;
    }

    private void next() {
        int start = at;
        int column = column();
        char c = text.charAt(at);
        if (Character.isLetter(c) || c == '_') {
            take(Scanner::inWord);
            add(Token.Kind.WORD, start, column);
        } else if (Character.isDigit(c)) {
            take(Scanner::inWord);
            add(Token.Kind.NUMBER, start, column);
        } else {
            at += sign().length();
            add(Token.Kind.SIGN, start, column);
            braces(c);
        }
    }

    private void braces(char c) {
        if (c == '{') {
            blocks += depth == 0 ? 1 : 0;
            depth++;
        } else if (c == '}') {
            depth--;
        }
    }

    private String sign() {
        for (String sign : LONG_SIGNS) {
            if (text.startsWith(sign, at)) {
                return sign;
            }
        }
        if ("{}()[];:,=<>!~&|^+-*/.?".indexOf(text.charAt(at)) < 0) {
            throw error("'" + text.charAt(at) + "' has no meaning in a litmus test");
        }
        return text.substring(at, at + 1);
    }

    private void take(java.util.function.IntPredicate inside) {
        while (at < text.length() && inside.test(text.charAt(at))) {
            at++;
        }
    }

    private static boolean inWord(int c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private void add(Token.Kind kind, int start, int column) {
        tokens.add(new Token(kind, text.substring(start, at), line, column));
    }

    private void step() {
        if (text.charAt(at) == '\n') {
            line++;
            lineStart = at + 1;
        }
        at++;
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private int column() {
        return at - lineStart + 1;
    }

    private LitmusError error(String sentence) {
        return LitmusError.malformed(line, column(), sentence);
    }
}
