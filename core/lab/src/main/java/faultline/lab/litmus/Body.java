package faultline.lab.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the statements and expressions of one thread.
final class Body {
    private static final List<Set<String>> LEVELS = List.of(Set.of("||"), Set.of("&&"), Set.of("|"), Set.of("^"),
            Set.of("&"), Set.of("==", "!="), Set.of("<", ">", "<=", ">="), Set.of("<<", ">>"), Set.of("+", "-"),
            Set.of("*"));
    private static final Set<String> LATER = Set.of("while", "for", "do", "switch", "goto", "return", "break");
    private static final Set<String> AFTER = Set.of("exists", "forall", "filter", "locations");

    private final Cursor cursor;
    private final Calls calls;
    private final Set<String> parameters;

    Body(Cursor cursor, Set<String> parameters) {
        this.cursor = cursor;
        this.parameters = parameters;
        calls = new Calls(cursor, this);
    }

    Stmt.Block block() {
        Token open = cursor.expect("{");
        List<Stmt> statements = new ArrayList<>();
        while (!cursor.takeIf("}")) {
            if (cursor.peek().kind() == Token.Kind.END || AFTER.contains(cursor.peek().text())) {
                throw open.error("this brace is never closed");
            }
            statement(statements);
        }
        return new Stmt.Block(statements);
    }

    private void statement(List<Stmt> into) {
        Token first = cursor.peek();
        if (cursor.takeIf(";")) {
            return;
        }
        if (first.is("{")) {
            into.add(block());
        } else if (first.is("if")) {
            into.add(branch());
        } else if (LATER.contains(first.text())) {
            throw LitmusError.unsupported("line " + first.line() + ": '" + first.text() + "' is not supported");
        } else if (cursor.atType()) {
            declaration(into);
        } else {
            into.add(simple());
            cursor.expect(";");
        }
    }

    private Stmt branch() {
        cursor.take();
        cursor.expect("(");
        Expr condition = expression();
        cursor.expect(")");
        List<Stmt> then = new ArrayList<>();
        statement(then);
        List<Stmt> otherwise = new ArrayList<>();
        if (cursor.takeIf("else")) {
            statement(otherwise);
        }
        return new Stmt.If(condition, new Stmt.Block(then), new Stmt.Block(otherwise));
    }

    private void declaration(List<Stmt> into) {
        cursor.type();
        do {
            cursor.stars();
            Token name = cursor.word("a local");
            if (cursor.peek().is("[")) {
                throw LitmusError.unsupported("line " + name.line() + ": arrays are not supported");
            }
            if (parameters.contains(name.text())) {
                throw LitmusError.unsupported("line " + name.line() + ": the local '" + name.text()
                        + "' hides a parameter");
            }
            if (cursor.takeIf("=")) {
                into.add(new Stmt.Assign(name.text(), expression()));
            }
        } while (cursor.takeIf(","));
        cursor.expect(";");
    }

    private Stmt simple() {
        Token first = cursor.peek();
        if (first.kind() == Token.Kind.WORD && cursor.peek(1).is("(")) {
            Stmt call = calls.statement();
            if (call != null) {
                return call;
            }
        }
        Expr left = unary();
        if (!cursor.takeIf("=")) {
            if (cursor.peek().kind() == Token.Kind.SIGN && !cursor.peek().is(";")) {
                throw notSupported(cursor.peek());
            }
            if (left instanceof Expr.Name || left instanceof Expr.Constant) {
                throw first.error("expected a statement but found " + first.shown());
            }
            return new Stmt.Evaluate(left);
        }
        return switch (left) {
            case Expr.Name(String name, Token _) when parameters.contains(name) ->
                throw LitmusError.unsupported("line " + first.line() + ": the parameter '" + name + "' is assigned to");
            case Expr.Name(String name, Token _) -> new Stmt.Assign(name, expression());
            case Expr.Load(Order order, Expr address) when order == Order.PLAIN ->
                new Stmt.Store(Order.PLAIN, address, expression());
            default -> throw first.error("this cannot be assigned to");
        };
    }

    private static LitmusError notSupported(Token token) {
        return LitmusError.unsupported("line " + token.line() + ": " + token.shown() + " is not supported");
    }

    Expr expression() {
        Expr value = level(0);
        if (cursor.peek().is("?")) {
            throw notSupported(cursor.peek());
        }
        return value;
    }

    private Expr level(int depth) {
        if (depth == LEVELS.size()) {
            return unary();
        }
        Expr left = level(depth + 1);
        while (LEVELS.get(depth).contains(cursor.peek().text())) {
            String sign = cursor.take().text();
            left = new Expr.Binary(sign, left, level(depth + 1));
        }
        return left;
    }

    private Expr unary() {
        Token token = cursor.peek();
        if (cursor.takeIf("*")) {
            return new Expr.Load(Order.PLAIN, unary());
        }
        if (token.is("!") || token.is("~") || token.is("-")) {
            cursor.take();
            return new Expr.Unary(token.text(), unary());
        }
        if (cursor.takeIf("&")) {
            return address(unary(), token);
        }
        return postfix();
    }

    private static Expr address(Expr of, Token at) {
        if (of instanceof Expr.Load(Order order, Expr address) && order == Order.PLAIN) {
            return address;
        }
        throw LitmusError.unsupported("line " + at.line() + ": the address of a local is not supported");
    }

    private Expr postfix() {
        Expr value = primary();
        Token next = cursor.peek();
        if (next.is("[") || next.is("->") || next.is(".") || next.is("++") || next.is("--") || next.is("+=")
                || next.is("-=") || next.is("/")) {
            throw notSupported(next);
        }
        return value;
    }

    private Expr primary() {
        Token token = cursor.peek();
        if (token.is("(")) {
            return bracketed();
        }
        if (token.kind() == Token.Kind.NUMBER) {
            return new Expr.Constant(cursor.number());
        }
        if (token.kind() != Token.Kind.WORD) {
            throw token.error("expected an expression but found " + token.shown());
        }
        if (cursor.peek(1).is("(")) {
            return calls.expression();
        }
        cursor.take();
        return switch (token.text()) {
            case "NULL", "false" -> new Expr.Constant(0);
            case "true" -> new Expr.Constant(1);
            default -> new Expr.Name(token.text(), token);
        };
    }

    private Expr bracketed() {
        cursor.take();
        if (cursor.atType()) {
            cursor.type();
            cursor.stars();
            cursor.expect(")");
            return unary();
        }
        Expr value = expression();
        cursor.expect(")");
        return value;
    }
}
