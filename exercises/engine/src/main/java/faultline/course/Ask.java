package faultline.course;

import java.util.List;
import java.util.Map;

/// Something that a student is asked, and what is right.
///
/// @param id        what hints name
/// @param form      what an answer looks like
/// @param text      the question
/// @param options   what an answer is made of
/// @param tolerance NUMBER: how far off it may be, in parts of the right one
/// @param truth     what is right
/// @param because   for each option, why it is so or not; shown for what was wrong
/// @param again     follow-ups after a wrong prediction; the student's seed chooses one
/// @param points    what a grade gives for it
public record Ask(String id, Form form, String text, List<String> options, double tolerance, Truth truth,
                  Map<String, String> because, List<Again> again, Double points) {

    /// What an answer looks like.
    public enum Form {
        /// A set of the options.
        OUTCOMES,
        /// All options, the first first.
        ORDER,
        /// One of the four shapes of [Shape].
        CURVE,
        /// A number.
        NUMBER,
        /// One of the options.
        CHOICE,
        /// Free words; blanks and case do not count.
        WORDS,
        /// A replay token of a run in which something breaks.
        TOKEN,
        /// Rows of the student's own runs.
        ROWS
    }

    /// The same in another way.
    public record Again(String text, List<String> options, Truth truth, Map<String, String> because) {
    }

    public Ask {
        text = Manifest.said(text);
        options = form == Form.CURVE ? Shape.typed() : Manifest.listed(options);
        because = because == null ? Map.of() : Map.copyOf(because);
        again = Manifest.listed(again);
        points = points == null ? 1.0 : points;
    }

    /// The follow-up that the seed chooses, as a question of its own; `null` if there is none.
    public Ask followUp(long seed) {
        if (again.isEmpty()) {
            return null;
        }
        Again other = again.get((int) Math.floorMod(seed, (long) again.size()));
        return new Ask(id + "-again", form, other.text() == null ? text : other.text(),
                other.options() == null ? options : other.options(), tolerance,
                other.truth() == null ? truth : other.truth(),
                other.because() == null ? because : other.because(), List.of(), points);
    }
}
