package faultline.repl.work;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import faultline.course.grade.Assignment;
import faultline.course.grade.Grade;
import faultline.course.grade.Grader;
import faultline.course.grade.Paper;
import faultline.host.Exit;
import faultline.host.Trouble;

/// Grades papers and says how far it is. What was graded stays, whatever ends the rest.
public final class Grading {
    private static final Duration LONGEST = Duration.ofSeconds(120);

    private final TimeLimit limit;
    private final Progress progress;

    @Inject Grading(TimeLimit limit, Progress progress) {
        this.limit = limit;
        this.progress = progress;
    }

    /// @param cut what ended it before the last paper
    public record Result(List<Grade> grades, Optional<Trouble> cut) {
    }

    public Result run(Assignment assignment, List<Paper> papers) {
        List<Grade> grades = new ArrayList<>();
        try (Grader grader = new Grader(assignment, limit.or(LONGEST))) {
            if (papers.size() > 1) {
                grader.keepAhead();
            }
            for (Paper paper : papers) {
                progress.show("grading " + paper.student() + ", " + paper.exercise().id() + ", "
                        + (grades.size() + 1)
                        + " of " + papers.size());
                grades.add(grader.grade(paper));
            }
            return new Result(grades, Optional.empty());
        } catch (Trouble trouble) {
            return new Result(grades, Optional.of(trouble.exit() != Exit.INTERRUPTED ? trouble
                    : new Trouble(Exit.INTERRUPTED, "grading was stopped, " + grades.size() + " of "
                    + papers.size()
                            + " are done")));
        } finally {
            progress.clear();
        }
    }
}
