package faultline.repl.work;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import faultline.course.Ask;
import faultline.course.Exercise;
import faultline.course.student.Studies;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;

/// Questions of an exercise as they are asked and answered at the prompt.
public final class Questions {
    private final Studies studies;
    private final NextStep next;

    @Inject Questions(Studies studies, NextStep next) {
        this.studies = studies;
        this.next = next;
    }

    /// The question of that name; `null`: the only one there is, or the first that waits.
    public Ask asked(Exercise exercise, String id, List<Ask> all) {
        if (id != null) {
            return studies.asked(exercise, id);
        }
        if (all.isEmpty()) {
            throw new Trouble(Exit.USAGE, exercise.id() + " asks nothing of this kind").next(next.of(exercise));
        }
        return next.unanswered(exercise).filter(all::contains).orElseGet(all::getFirst);
    }

    /// The question itself, and how an answer is typed.
    public Answer told(Exercise exercise, Ask ask, String command) {
        StringBuilder text = new StringBuilder(Wrapped.text("", "  ", ask.id() + ": " + ask.text()));
        ask.options().forEach(option -> text.append("  ").append(option).append('\n'));
        text.append(Wrapped.text("", "  ", how(ask)));
        String example = command + " " + ask.id() + " " + example(ask);
        text.append(NextStep.line(example));
        return Answer.of(text.toString(), Row.of("question", ask.id()).and("text", ask.text())
                .and("form", ask.form().name().toLowerCase(Locale.ROOT)).and("options", ask.options())
                .and("next", example));
    }

    private static String how(Ask ask) {
        return switch (ask.form()) {
            case OUTCOMES -> "Name all that you hold possible.";
            case ORDER -> "Name all of them, the first first.";
            case CURVE -> "One of these shapes.";
            case NUMBER -> "A number; being off by " + Math.round(100 * ask.tolerance()) + " % is right.";
            case CHOICE -> "One of these.";
            case WORDS -> "In words.";
            case TOKEN -> "The token of such a run, as 'play' and 'explore' print it.";
            case ROWS -> "Rows of your runs: STRATEGY CPUS MILLIONS.";
        };
    }

    /// How a value is typed; no hint at which is right.
    private static String example(Ask ask) {
        String value = ask.options().stream().anyMatch(option -> option.contains(" ")) ? "\"VALUE\"" : "VALUE";
        return switch (ask.form()) {
            case OUTCOMES, ORDER -> value + " " + value;
            case ROWS -> "\"STRATEGY CPUS MILLIONS\"";
            case TOKEN -> "TOKEN";
            default -> value;
        };
    }

    /// Writes an answer down. One that could not be right in form is refused.
    public Answer kept(Exercise exercise, Ask ask, List<String> typed) {
        boolean chosen = ask.form() == Ask.Form.OUTCOMES || ask.form() == Ask.Form.ORDER
                || ask.form() == Ask.Form.CURVE || ask.form() == Ask.Form.CHOICE;
        List<String> said = chosen ? asWritten(ask.options(), typed) : typed;
        String again = (exercise.manifest().predict().contains(ask) ? "predict " : "answer ") + ask.id();
        if (chosen && !ask.options().isEmpty()) {
            said.stream().filter(value -> !ask.options().contains(value)).findFirst().ifPresent(value -> {
                throw new Trouble(Exit.USAGE, ask.id() + ": '" + value + "' is none of what can be said")
                        .why("there are: " + String.join(" | ", ask.options())).next(again);
            });
        }
        if (ask.form() == Ask.Form.NUMBER && !said.getFirst().matches("[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?")) {
            throw new Trouble(Exit.USAGE, ask.id() + ": '" + said.getFirst() + "' is no number")
                    .next(again);
        }
        studies.answer(exercise, ask, said);
        return Answer.of(Wrapped.text("", "  ", ask.id() + ": you say " + String.join(" | ", said))
                + next.line(exercise), Row.of("question", ask.id()).and("said", said).and("next", next.of(exercise)));
    }

    /// What was typed as the options are written: their blanks may be left out, and so may quotes around them. A word
    /// that belongs to no option stays as it is, and what follows it.
    private static List<String> asWritten(List<String> options, List<String> typed) {
        List<String> written = new ArrayList<>();
        for (int from = 0; from < typed.size(); ) {
            int first = from;
            int end = IntStream.rangeClosed(first + 1, typed.size())
                    .filter(to -> option(options, typed.subList(first, to)).isPresent()).findFirst().orElse(-1);
            if (end < 0) {
                written.addAll(typed.subList(from, typed.size()));
                return written;
            }
            written.add(option(options, typed.subList(from, end)).orElseThrow());
            from = end;
        }
        return written;
    }

    private static Optional<String> option(List<String> options, List<String> words) {
        String meant = bare(String.join("", words));
        return options.stream().filter(option -> bare(option).equals(meant)).findFirst();
    }

    private static String bare(String text) {
        return text.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
    }
}
