package faultline.repl.command;

import faultline.lab.Exploration.Failure;
import faultline.lab.Exploration.Step;
import faultline.lab.Walk;
import faultline.lab.Walk.Stop;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;
import java.util.List;

/// How the steps of a walk are told.
final class Steps {
    private static final int NAME = 10;
    private static final int SOURCE = 56;   // leaves room for its place in 80 columns

    private Steps() {
    }

    /// One step, what is odd about it, and who may find what after it.
    static String told(Walk walk, Stop stop) {
        Step step = stop.step();
        String mark = step.mark().isEmpty() ? " " : "*";
        String name = walk.tasks().get(step.task());
        String head = "%s%4d  %s  %s%s".formatted(mark, step.number(), padded(name, NAME), step.text(),
                step.mark().isEmpty() ? "" : ", " + step.mark());
        StringBuilder text = new StringBuilder(padded(head, SOURCE)).append("  ").append(step.source());
        while (text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        text.append('\n');
        if (!step.note().isEmpty()) {
            text.append(Wrapped.text("         ", "         ", step.note()));
        }
        for (String line : stop.knows()) {
            text.append(Wrapped.text("         . ", "           ", line));
        }
        return text.toString();
    }

    /// Why the step could be taken as it was.
    static String why(Walk walk, Stop stop) {
        String name = walk.tasks().get(stop.step().task());
        return "step " + stop.step().number() + ", " + name + ": " + stop.step().text() + "\n"
                + Wrapped.text("  ", "  ", stop.why())
                + (stop.step().note().isEmpty() ? "" : Wrapped.text("  ", "  ", stop.step().note()));
    }

    /// How the walk ended, once all its steps have been told.
    static String ending(Walk walk) {
        StringBuilder text = new StringBuilder(Wrapped.text("end    ", "       ", walk.ending()));
        for (Failure failure : walk.failure()) {
            text.append(Wrapped.text("cause  ", "       ", failure.cause()));
            failure.edges().forEach(edge -> text.append(Wrapped.text("needs  ", "       ",
                    (edge.letter().isEmpty() ? "" : edge.letter() + ", ") + edge.source() + ": " + edge.advice())));
        }
        return text.toString();
    }

    static List<Row> rows(Walk walk, List<Stop> stops) {
        return stops.stream().map(stop -> Row.of("number", stop.step().number())
                .and("task", walk.tasks().get(stop.step().task())).and("text", stop.step().text())
                .and("mark", stop.step().mark()).and("note", stop.step().note())
                .and("source", stop.step().source()).and("why", stop.why()).and("knows", stop.knows())).toList();
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
