package faultline.repl.work;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.stream.Collectors;
import faultline.course.Check;
import faultline.course.Exercise;
import faultline.course.judge.Report;
import faultline.course.student.Studies;
import faultline.host.Trouble;
import faultline.host.plugin.Plugin;
import faultline.lab.Verdict;
import faultline.repl.text.Wrapped;

/// The lock that an exercise asks for is a strategy of the session as soon as it keeps what every strategy
/// promises: it can be compared, explored and simulated while the rest is still to be repaired.
public final class OwnLocks {
    private final Studies studies;
    private final Workshop workshop;

    @Inject OwnLocks(Studies studies, Workshop workshop) {
        this.studies = studies;
        this.workshop = workshop;
    }

    /// Loads what was checked. What there is to say of that: nothing if it was loaded before, or is no strategy.
    public String load(Exercise exercise, Report report) {
        if (!keepsPromises(exercise, report)) {
            return "";
        }
        Path place = studies.place(exercise);
        boolean isNew = !workshop.loaded().containsKey(place);
        try {
            Workshop.Loaded loaded = workshop.load(place);
            String names = loaded.plugins().stream().map(Plugin::name).collect(Collectors.joining(", "));
            return isNew ? Wrapped.text("  ", "    ", names + " is a strategy of this session now, as in:"
                    + " compare vma-read " + names) : "";
        } catch (Trouble trouble) {
            return Wrapped.text("  ", "    ", "no strategy of this session: " + trouble.what());
        }
    }

    private static boolean keepsPromises(Exercise exercise, Report report) {
        return report.trouble().isEmpty() && report.marks().stream()
                .anyMatch(mark -> mark.verdict() == Verdict.PASS && exercise.manifest().check().stream()
                        .anyMatch(check -> check.id().equals(mark.id()) && check.kind() == Check.Kind.PROMISES));
    }
}
