package faultline.course.judge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import faultline.course.Ask;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.Verdict;

/// Holds what was answered against what is right, side by side.
final class Answers {
    private Answers() {
    }

    static Mark mark(Ask ask, List<String> said, Answer right) {
        if (right.isOpen()) {
            return new Mark(ask.id(), ask.text(), Verdict.UNKNOWN, "not all was looked at", List.of(), "", "",
                    right.bound(), ask.points(), false);
        }
        List<String> wrong = wrong(ask, said, right);
        if (wrong.isEmpty()) {
            return new Mark(ask.id(), ask.text(), Verdict.PASS, "", List.of(), "", "", right.bound(), ask.points(),
                    false);
        }
        List<String> lines = new ArrayList<>(List.of("you said: " + String.join(" | ", said)));
        if (!right.isEither()) {
            lines.add("it is: " + String.join(" | ", right.words()));
        }
        for (String part : wrong) {
            if (ask.because().containsKey(part)) {
                lines.add(part + ": " + ask.because().get(part).strip());
            }
        }
        return new Mark(ask.id(), ask.text(), Verdict.FAIL, told(ask, wrong, said), lines, "", "", right.bound(),
                ask.points(), false);
    }

    private static String told(Ask ask, List<String> wrong, List<String> said) {
        return switch (ask.form()) {
            case OUTCOMES -> "not so: " + String.join("; ", wrong.stream()
                    .map(part -> part + missed(ask.truth().isSeen(), contains(said, part))).toList());
            case ORDER -> "another order";
            default -> "it is not " + String.join(" ", said);
        };
    }

    private static String missed(boolean isSeen, boolean isSaid) {
        if (isSeen) {
            return isSaid ? " cannot be seen" : " can be seen";
        }
        return isSaid ? " is not one of them" : " is one of them too";
    }

    /// The parts that are wrong: said and not right, or right and not said.
    private static List<String> wrong(Ask ask, List<String> said, Answer right) {
        return switch (ask.form()) {
            case OUTCOMES -> different(said, right.words());
            case ORDER -> plain(said).equals(plain(right.words())) ? List.of() : List.copyOf(said);
            case NUMBER -> isNear(ask, said.getFirst(), right.words().getFirst()) ? List.of() : List.copyOf(said);
            case WORDS -> right.words().stream().map(Answers::nameOf)
                    .anyMatch(nameOf(String.join(" ", said))::equals) ? List.of() : List.copyOf(said);
            default -> right.words().stream().map(Answers::plain).anyMatch(plain(String.join(" ", said))::equals)
                    ? List.of() : List.copyOf(said);
        };
    }

    private static List<String> different(List<String> said, List<String> right) {
        Set<String> wrong = new LinkedHashSet<>();
        said.stream().filter(one -> !contains(right, one)).forEach(wrong::add);
        right.stream().filter(one -> !contains(said, one)).forEach(wrong::add);
        return List.copyOf(wrong);
    }

    private static boolean contains(List<String> all, String one) {
        return plain(all).contains(plain(one));
    }

    private static boolean isNear(Ask ask, String said, String right) {
        try {
            double wanted = Double.parseDouble(right);
            return Math.abs(Double.parseDouble(said) - wanted) <= ask.tolerance() * Math.abs(wanted);
        } catch (NumberFormatException noNumber) {
            throw new Trouble(Exit.USAGE, ask.id() + ": '" + said + "' is no number")
                    .next("answer " + ask.id());
        }
    }

    private static List<String> plain(List<String> words) {
        return words.stream().map(Answers::plain).toList();
    }

    /// Without the numbers of objects, which each session counts anew: `vma#4.life2.vm_refcnt` is `vma.vm_refcnt`.
    private static String nameOf(String word) {
        return plain(word).replaceAll("#\\d+(\\.life\\d+)?", "");
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
    }
}
