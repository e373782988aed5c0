package faultline.course.grade;

import java.util.ArrayList;
import java.util.List;
import faultline.host.check.Evidence;

/// The answers of one worker, held against what it was asked. The parent knows how many there must be: an
/// answer that is missing, comes twice, comes out of turn, or to no question makes the run one that
/// misbehaved.
final class AnswerSheet {
    private final int questions;
    private final List<Evidence> answers = new ArrayList<>();
    private boolean odd;

    AnswerSheet(int questions) {
        this.questions = questions;
    }

    void take(Evidence answer) {
        if (odd || answer.question() != answers.size() || answers.size() == questions) {
            odd = true;
        } else {
            answers.add(answer);
        }
    }

    /// Those that came, in the order of the questions.
    List<Evidence> answers() {
        return odd ? List.of() : List.copyOf(answers);
    }

    /// Whether they are all that were asked for, for a worker that says it is done.
    boolean isWhole() {
        return !odd && answers.size() == questions;
    }

    boolean isOdd() {
        return odd;
    }
}
