package faultline.lab.litmus;

import java.util.List;
import java.util.Set;

/// A place in a test's tokens, and the words that both the frame of a test and its threads are made of.
final class Cursor {
    private static final Set<String> TYPE_WORDS = Set.of("int", "long", "short", "char", "unsigned", "signed", "bool",
            "_Bool", "void", "volatile", "const", "register", "static", "intptr_t", "uintptr_t", "atomic_t",
            "spinlock_t", "u8", "u16", "u32", "u64", "s32", "s64", "size_t", "raw_spinlock_t", "__rcu");

    private final List<Token> tokens;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token take() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    int position() {
        return at;
    }

    /// The tokens from there to here, as a person would write them.
    String since(int from) {
        StringBuilder text = new StringBuilder();
        for (Token token : tokens.subList(from, at)) {
            boolean loose = token.is("/\\") || token.is("\\/") || token.is("=>");
            text.append(loose ? " " + token.text() + " " : token.text());
        }
        return text.toString();
    }

    boolean takeIf(String sign) {
        if (peek().is(sign)) {
            take();
            return true;
        }
        return false;
    }

    Token expect(String sign) {
        if (!peek().is(sign)) {
            throw peek().error("expected '" + sign + "' but found " + peek().shown());
        }
        return take();
    }

    Token word(String what) {
        if (peek().kind() != Token.Kind.WORD) {
            throw peek().error("expected " + what + " but found " + peek().shown());
        }
        return take();
    }

    long number() {
        boolean negative = takeIf("-");
        Token token = take();
        if (token.kind() != Token.Kind.NUMBER) {
            throw token.error("expected a number but found " + token.shown());
        }
        try {
            String digits = token.text().replaceAll("(?i)[ul]+$", "");
            long value = Long.decode(digits);
            return negative ? -value : value;
        } catch (NumberFormatException _) {
            throw token.error(token.shown() + " is no number");
        }
    }

    boolean atType() {
        return isType(peek());
    }

    static boolean isType(Token token) {
        return token.kind() == Token.Kind.WORD
                && (TYPE_WORDS.contains(token.text()) || token.text().equals("struct"));
    }

    /// Skips a type's words, without its stars.
    void type() {
        while (atType()) {
            if (take().is("struct")) {
                word("the name of a struct");
            }
        }
    }

    /// Skips stars, and says how many there were.
    int stars() {
        int stars = 0;
        while (true) {
            if (takeIf("*")) {
                stars++;
            } else if (peek().is("volatile") || peek().is("const") || peek().is("__rcu")) {
                take();
            } else {
                return stars;
            }
        }
    }
}
