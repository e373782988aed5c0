package faultline.lab.litmus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads a test: its name, initial state, threads and question.
final class Parser {
    private final Scanner scanner;
    private final Cursor cursor;
    private final List<String> locations = new ArrayList<>();
    private final Map<String, Long> initial = new HashMap<>();
    private final Map<Integer, Map<String, Long>> presets = new HashMap<>();
    private final List<LitmusTest.Thread> threads = new ArrayList<>();

    private Parser(String text) {
        scanner = new Scanner(text);
        cursor = new Cursor(scanner.scan());
    }

    static LitmusTest parse(String text) {
        return new Parser(text).test();
    }

    private LitmusTest test() {
        initialState();
        while (isThread(cursor.peek())) {
            thread();
        }
        if (threads.isEmpty()) {
            throw cursor.peek().error("expected a thread, P0(...), but found " + cursor.peek().shown());
        }
        Question question = new Question(cursor, this::location, threads);
        question.read();
        TreeSet<Condition.Place> observed = new TreeSet<>(question.locations());
        question.condition().places(observed);
        long[] start = new long[locations.size()];
        for (int i = 0; i < start.length; i++) {
            start[i] = initial.getOrDefault(locations.get(i), 0L);
        }
        return new LitmusTest(scanner.name(), locations, start, threads, question.quantifier(), question.condition(),
                question.filter(), observed, question.text());
    }

    private static boolean isThread(Token token) {
        return token.kind() == Token.Kind.WORD && token.text().matches("P[0-9]+");
    }

    private void initialState() {
        cursor.expect("{");
        while (!cursor.takeIf("}")) {
            if (!cursor.takeIf(";")) {
                initially();
            }
        }
    }

    /// `int x = 1`, `x=1`, `int *p = &x`, `p=x`, `0:r1=x`, `atomic_t a = ATOMIC_INIT(1)`, `spinlock_t lock`.
    private void initially() {
        cursor.type();
        cursor.stars();
        boolean bracket = cursor.takeIf("[");
        if (cursor.peek().kind() == Token.Kind.NUMBER) {
            int thread = (int) cursor.number();
            cursor.expect(":");
            cursor.stars();
            Token local = cursor.word("a local");
            cursor.expect("=");
            presets.computeIfAbsent(thread, _ -> new HashMap<>()).put(local.text(), value());
            return;
        }
        Token name = cursor.word("a shared location");
        if (bracket) {
            cursor.expect("]");
        }
        if (cursor.peek().is("[")) {
            throw LitmusError.unsupported("line " + name.line() + ": arrays are not supported");
        }
        location(name.text());
        if (cursor.takeIf("=")) {
            initial.put(name.text(), value());
        } else if (!cursor.peek().is(";") && !cursor.peek().is("}")) {
            throw cursor.peek().error("expected '=' or ';' but found " + cursor.peek().shown());
        }
    }

    private long value() {
        if (cursor.peek().is("(") && Cursor.isType(cursor.peek(1))) {
            cursor.take();
            cursor.type();
            cursor.stars();
            cursor.expect(")");
        }
        if (cursor.takeIf("(")) {
            long value = value();
            cursor.expect(")");
            return value;
        }
        if (cursor.peek().is("ATOMIC_INIT")) {
            cursor.take();
            return value();
        }
        if (cursor.peek().is("{")) {
            throw LitmusError.unsupported("line " + cursor.peek().line() + ": arrays are not supported");
        }
        boolean address = cursor.takeIf("&");
        if (!address && cursor.peek().kind() != Token.Kind.WORD) {
            return cursor.number();
        }
        Token name = cursor.word("a value");
        return switch (name.text()) {
            case "NULL", "false" -> 0;
            case "true" -> 1;
            default -> LitmusTest.ADDRESS + location(name.text());
        };
    }

    private int location(String name) {
        int known = locations.indexOf(name);
        if (known >= 0) {
            return known;
        }
        locations.add(name);
        return locations.size() - 1;
    }

    private void thread() {
        Token name = cursor.take();
        int number = Integer.parseInt(name.text().substring(1));
        if (number != threads.size()) {
            throw name.error("expected P" + threads.size() + " but found " + name.shown());
        }
        Map<String, Long> locals = new LinkedHashMap<>();
        cursor.expect("(");
        while (!cursor.takeIf(")")) {
            parameter(locals);
            if (!cursor.peek().is(")")) {
                cursor.expect(",");
            }
        }
        Body body = new Body(cursor, Set.copyOf(locals.keySet()));
        locals.putAll(presets.getOrDefault(number, Map.of()));
        threads.add(new LitmusTest.Thread(number, locals, body.block()));
    }

    private void parameter(Map<String, Long> locals) {
        if (cursor.peek().is("void") && cursor.peek(1).is(")")) {
            cursor.take();
            return;
        }
        if (!cursor.atType()) {
            throw cursor.peek().error("expected a parameter's type but found " + cursor.peek().shown());
        }
        cursor.type();
        int stars = cursor.stars();
        Token name = cursor.word("a parameter's name");
        if (stars == 0) {
            throw LitmusError.unsupported("line " + name.line() + ": the parameter '" + name.text()
                    + "' is no pointer to a shared location");
        }
        if (cursor.peek().is("[")) {
            throw LitmusError.unsupported("line " + name.line() + ": arrays are not supported");
        }
        locals.put(name.text(), LitmusTest.ADDRESS + location(name.text()));
    }
}
