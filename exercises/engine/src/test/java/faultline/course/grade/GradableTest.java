package faultline.course.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;

import faultline.course.Course;
import faultline.course.Exercise;
import faultline.host.build.Untrusted;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What passes at the desk can be graded. Starters, solutions and wrong answers are scanned when the course is proved;
/// a grader builds besides as a submission is built: a module of its own that sees the kernel, and the lab only where the
/// exercise brings scenes.
@DisplayNameGeneration(ReplaceUnderscores.class)
class GradableTest {

    static Stream<Exercise> exercises() {
        return Course.builtIn().exercises().stream().filter(exercise -> !exercise.manifest().check().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void the_solution_is_built_as_a_submission_and_may_be_graded(Exercise exercise) throws IOException {
        Untrusted built = Untrusted.compile(exercise.solution().sources(), exercise.frame().sources());

        assertEquals(List.of(), built.offences());
    }
}
