package faultline.lab.litmus;

import java.util.List;

/// What a litmus test's answer is, or why it has none.
///
/// @param name        the test's own name; of text that could not be read, the file's
/// @param verdict     null when the test is unsupported
/// @param states      what the runs can end in, one text each, in order
/// @param positive    runs whose end satisfies the condition
/// @param negative    runs whose end does not
/// @param flags       what the model finds fault with, in herd7's words: `data-race`
/// @param question    the condition, as it was written
/// @param ok          the question, with its quantifier, is answered yes
/// @param seconds     how long it took
/// @param unsupported why there is no verdict, in one sentence; null when there is one
public record LitmusResult(String name, Verdict verdict, List<String> states, long positive, long negative,
                           List<String> flags, String question, boolean ok, double seconds, String unsupported) {

    /// How many of the runs satisfy the condition.
    public enum Verdict {
        NEVER("Never"), SOMETIMES("Sometimes"), ALWAYS("Always");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /// herd7's word.
        public String word() {
            return word;
        }
    }

    public boolean isDecided() {
        return unsupported == null;
    }

    public long executions() {
        return positive + negative;
    }

    /// As herd7 prints it.
    public String text() {
        if (!isDecided()) {
            return "Test " + name + " unsupported\n  " + unsupported + "\n";
        }
        String kind = question.startsWith("~") ? "Forbidden" : question.startsWith("forall") ? "Required" : "Allowed";
        StringBuilder text = new StringBuilder("Test " + name + " " + kind + "\nStates " + states.size() + "\n");
        states.forEach(state -> text.append(state).append('\n'));
        text.append(ok ? "Ok" : "No").append("\nWitnesses\nPositive: ").append(positive).append(" Negative: ")
                .append(negative).append('\n');
        flags.forEach(flag -> text.append("Flag ").append(flag).append('\n'));
        return text.append("Condition ").append(question).append("\nObservation ").append(name).append(' ')
                .append(verdict.word()).append(' ').append(positive).append(' ').append(negative)
                .append("\nTime %s %.2f\n".formatted(name, seconds)).toString();
    }
}
