package faultline.lab.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import faultline.lab.litmus.Condition.Place;
import faultline.lab.litmus.Condition.Quantifier;

/// Reads what stands after the threads: `locations [...]`, `filter (...)`, and `exists`, `~exists` or
/// `forall`.
final class Question {
    private final Cursor cursor;
    private final ToIntFunction<String> locate;
    private final List<LitmusTest.Thread> threads;
    private final List<Place> locations = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private Condition filter = new Condition.True();
    private Condition condition;
    private Quantifier quantifier;

    Question(Cursor cursor, ToIntFunction<String> locate, List<LitmusTest.Thread> threads) {
        this.cursor = cursor;
        this.locate = locate;
        this.threads = threads;
    }

    List<Place> locations() {
        return locations;
    }

    Condition filter() {
        return filter;
    }

    Condition condition() {
        return condition;
    }

    Quantifier quantifier() {
        return quantifier;
    }

    String text() {
        return text.toString();
    }

    void read() {
        while (cursor.peek().kind() != Token.Kind.END) {
            Token token = cursor.take();
            switch (token.text()) {
                case ";" -> { }
                case "locations" -> locationList();
                case "filter" -> filter = either();
                case "exists" -> ask(token, Quantifier.EXISTS);
                case "forall" -> ask(token, Quantifier.FORALL);
                case "~", "not" -> {
                    cursor.expect("exists");
                    ask(token, Quantifier.NOT_EXISTS);
                }
                default -> throw token.error("expected 'exists', '~exists', 'forall', 'filter' or 'locations' but found "
                        + token.shown());
            }
        }
        if (condition == null) {
            throw cursor.peek().error("the question is missing: exists, ~exists or forall");
        }
    }

    private void ask(Token token, Quantifier asked) {
        if (condition != null) {
            throw token.error("a test asks one question");
        }
        quantifier = asked;
        text.append(switch (asked) {
            case EXISTS -> "exists ";
            case NOT_EXISTS -> "~exists ";
            case FORALL -> "forall ";
        });
        int from = cursor.position();
        condition = either();
        text.append(cursor.since(from));
        if (!text.toString().endsWith(")")) {
            text.insert(text.indexOf(" ") + 1, '(').append(')');
        }
    }

    private void locationList() {
        cursor.expect("[");
        while (!cursor.takeIf("]")) {
            if (!cursor.takeIf(";") && !cursor.takeIf(",")) {
                cursor.type();
                cursor.stars();
                locations.add(place());
            }
        }
    }

    private Condition either() {
        Condition left = both();
        while (cursor.takeIf("\\/") || cursor.takeIf("||")) {
            left = new Condition.Or(left, both());
        }
        if (cursor.takeIf("=>")) {
            return new Condition.Or(new Condition.Not(left), either());
        }
        return left;
    }

    private Condition both() {
        Condition left = one();
        while (cursor.takeIf("/\\") || cursor.takeIf("&&")) {
            left = new Condition.And(left, one());
        }
        return left;
    }

    private Condition one() {
        if (cursor.takeIf("~") || cursor.takeIf("not") || cursor.takeIf("!")) {
            return new Condition.Not(one());
        }
        if (cursor.takeIf("(")) {
            Condition inside = either();
            cursor.expect(")");
            return inside;
        }
        if (cursor.takeIf("true")) {
            return new Condition.True();
        }
        if (cursor.takeIf("false")) {
            return new Condition.Not(new Condition.True());
        }
        return comparison();
    }

    private Condition comparison() {
        Place place = place();
        Token sign = cursor.take();
        boolean equal = sign.is("=") || sign.is("==");
        if (!equal && !sign.is("!=") && !sign.is("<>")) {
            throw sign.error("expected '=' but found " + sign.shown());
        }
        Condition compared = compared(place);
        return equal ? compared : new Condition.Not(compared);
    }

    private Condition compared(Place place) {
        boolean local = cursor.peek().kind() == Token.Kind.NUMBER && cursor.peek(1).is(":");
        if (local) {
            return new Condition.Same(place, place());
        }
        if (cursor.peek().is("{")) {
            throw LitmusError.unsupported("line " + cursor.peek().line() + ": a set of values in the condition");
        }
        cursor.takeIf("&");
        if (cursor.peek().kind() != Token.Kind.WORD) {
            return new Condition.Equal(place, cursor.number());
        }
        String name = cursor.take().text();
        return new Condition.Equal(place, name.equals("NULL") ? 0 : LitmusTest.ADDRESS + locate.applyAsInt(name));
    }

    private Place place() {
        if (cursor.peek().kind() == Token.Kind.NUMBER) {
            Token number = cursor.peek();
            int thread = (int) cursor.number();
            cursor.expect(":");
            Token local = cursor.word("a local");
            if (thread >= threads.size()) {
                throw number.error("there is no thread P" + thread);
            }
            return new Place(thread, local.text());
        }
        boolean bracket = cursor.takeIf("[");
        cursor.stars();
        Token name = cursor.word("a location or a thread's local");
        if (cursor.peek().is("[") || cursor.peek().is(".")) {
            throw LitmusError.unsupported("line " + name.line() + ": arrays and fields are not supported");
        }
        if (bracket) {
            cursor.expect("]");
        }
        locate.applyAsInt(name.text());
        return new Place(-1, name.text());
    }
}
