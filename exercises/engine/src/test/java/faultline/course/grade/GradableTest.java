package faultline.course.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;

import faultline.course.Course;
import faultline.course.Exercise;
import faultline.course.Submission;
import faultline.host.build.Untrusted;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Nothing that an exercise asks for is beyond what a submission may use.
@DisplayNameGeneration(ReplaceUnderscores.class)
class GradableTest {

    static Stream<Exercise> exercises() {
        return Course.builtIn().exercises().stream().filter(exercise -> !exercise.manifest().check().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void the_starter_the_solution_and_every_wrong_answer_may_be_graded(Exercise exercise) throws IOException {
        Map<String, Submission> variants = new TreeMap<>(Map.of("starter", exercise.starter(),
                "solution", exercise.solution()));
        exercise.manifest().wrong().forEach(wrong -> variants.put(wrong.folder(), exercise.wrong(wrong.folder())));
        for (Map.Entry<String, Submission> variant : variants.entrySet()) {
            Untrusted built = Untrusted.compile(variant.getValue().sources(), exercise.frame().sources());

            assertEquals(List.of(), built.offences(), exercise.id() + ", " + variant.getKey());
        }
    }
}
