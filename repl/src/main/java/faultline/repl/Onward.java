package faultline.repl;

import faultline.host.Trouble;
import faultline.repl.text.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What to type next, after a message that does not say it itself.
///
/// @param help  what tells more
/// @param words what was typed
record Onward(String help, List<String> words) {
    private static final String LIMIT = "--time-limit";
    private static final String LONG = " 600 ";

    /// @param command its name; `faultline` if what was typed names none
    static Onward of(String command, List<String> words) {
        return new Onward(command.equals(CommandTree.NO_COMMAND) ? "help" : "help " + command, words);
    }

    Answer from(Answer answer) {
        return new Answer(answer.text(), answer.rows(), answer.exit(), answer.trouble().map(this::from));
    }

    /// Whoever was stopped can begin again, whoever had no time can be given some; else there is the help of
    /// what was typed, and after a bug of ours a look at what the product runs on.
    Trouble from(Trouble trouble) {
        if (!trouble.next().isEmpty()) {
            return trouble;
        }
        return trouble.next(switch (trouble.exit()) {
            case INTERRUPTED -> typed(words);
            case TIME_LIMIT -> LIMIT + LONG + typed(unlimited());
            case BUG -> "doctor";
            default -> help;
        });
    }

    private List<String> unlimited() {
        List<String> rest = new ArrayList<>(words);
        int at = rest.indexOf(LIMIT);
        if (at >= 0) {
            rest.subList(at, Math.min(at + 2, rest.size())).clear();
        }
        return rest;
    }

    private static String typed(List<String> words) {
        return words.stream().map(Onward::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[^\\s;'\"#\\\\]+") ? word
                : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
