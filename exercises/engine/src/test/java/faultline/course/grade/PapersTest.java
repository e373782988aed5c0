package faultline.course.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import faultline.course.Course;
import faultline.course.Exercise;
import faultline.host.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is found in folders that students handed in.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PapersTest {
    private final Course course = Course.builtIn();
    private final List<Exercise> two = Stream.of("first-plugin", "message-passing")
            .map(id -> course.find(id).orElseThrow()).toList();
    @TempDir private Path folder;

    @Test
    void who_handed_in_nothing_stops_nobody_elses_grade() throws IOException {
        put("ada/first-plugin/FirstLock.java");
        Files.createDirectories(folder.resolve("zoe/empty"));

        List<String> found = new Papers(course, two).in(List.of(folder)).stream()
                .map(paper -> paper.student() + " " + paper.exercise().id() + " " + paper.refused()).toList();

        assertEquals(List.of("ada first-plugin ", "ada message-passing nothing was handed in",
                "zoe first-plugin nothing was handed in", "zoe message-passing nothing was handed in"), found);
    }

    @Test
    void sources_that_may_be_for_either_exercise_are_no_zero() throws IOException {
        put("zoe/lost/FirstLock.java");

        assertEquals("it is not said which exercise 'zoe' is for",
                assertThrows(Trouble.class, () -> new Papers(course, two).in(List.of(folder))).what());
    }

    private void put(String file) throws IOException {
        Path place = folder.resolve(file);
        Files.createDirectories(place.getParent());
        Files.writeString(place, "package firstlock;\n\nclass FirstLock {\n}\n");
    }
}
