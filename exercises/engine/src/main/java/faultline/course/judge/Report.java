package faultline.course.judge;

import java.util.List;
import java.util.Optional;
import faultline.course.Exercise;
import faultline.course.Manifest;
import faultline.host.Trouble;
import faultline.lab.Verdict;

/// How a submission was judged: every property, in the exercise's order; or why nothing could be judged.
public record Report(Exercise exercise, List<Mark> marks, Optional<Trouble> trouble) {

    /// FAIL outweighs UNKNOWN, UNKNOWN outweighs PASS.
    public Verdict verdict() {
        if (trouble.isPresent() || marks.stream().anyMatch(mark -> mark.verdict() == Verdict.FAIL)) {
            return Verdict.FAIL;
        }
        return marks.stream().anyMatch(mark -> mark.verdict() == Verdict.UNKNOWN) ? Verdict.UNKNOWN : Verdict.PASS;
    }

    /// The one property to speak of: the first that failed, else the first that is open.
    public Optional<Mark> first() {
        return marks.stream().filter(mark -> mark.verdict() == Verdict.FAIL).findFirst()
                .or(() -> marks.stream().filter(mark -> mark.verdict() == Verdict.UNKNOWN).findFirst());
    }

    /// What the first failure earns.
    public Optional<Manifest.Hint> hint() {
        return first().flatMap(mark -> exercise.hintFor(mark.id(), mark.told()));
    }
}
