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

        assertEquals(List.of("ada first-plugin ", "ada message-passing nothing was handed in",
                "zoe first-plugin nothing was handed in", "zoe message-passing nothing was handed in"),
                told(new Papers(course, two).in(List.of(folder))));
    }

    @Test
    void sources_that_may_be_for_either_exercise_are_no_zero() throws IOException {
        put("zoe/lost/FirstLock.java");

        assertEquals("it is not said which exercise 'zoe' is for",
                assertThrows(Trouble.class, () -> new Papers(course, two).in(List.of(folder))).what());
    }

    @Test
    void without_an_assignment_who_handed_in_nothing_is_asked_what_others_handed_in() throws IOException {
        put("ada/message-passing/Message.java");
        put("bob/first-plugin/FirstLock.java");
        Files.createDirectories(folder.resolve("zoe"));

        assertEquals(List.of("ada message-passing ", "bob first-plugin ", "zoe first-plugin nothing was handed in",
                "zoe message-passing nothing was handed in"), told(new Papers(course, List.of()).in(List.of(folder))));
    }

    @Test
    void the_folder_of_an_exercise_is_a_paper_of_the_student_whose_folder_it_lies_in() throws IOException {
        put("ada/first-plugin/src/main/java/firstlock/FirstLock.java");
        List<Path> one = List.of(folder.resolve("ada/first-plugin"));

        assertEquals(List.of("ada first-plugin "), told(new Papers(course, two).in(one)));
        assertEquals(List.of("ada first-plugin "), told(new Papers(course, List.of()).in(one)));
    }

    @Test
    void where_one_student_is_graded_whatever_he_handed_in_gets_a_grade() throws IOException {
        Path student = Files.createDirectories(folder.resolve("submission"));
        assertEquals(List.of("submission first-plugin nothing was handed in",
                "submission message-passing nothing was handed in"), told(new Papers(course, two).ofOne(student)));

        put("submission/mine/FirstLock.java");
        assertEquals(List.of("submission first-plugin "), told(new Papers(course, two.subList(0, 1)).ofOne(student)));
        assertEquals(List.of("submission first-plugin it is not said which exercise 'submission' is for",
                "submission message-passing it is not said which exercise 'submission' is for"),
                told(new Papers(course, two).ofOne(student)));

        put("submission/yours/FirstLock.java");
        assertEquals(List.of("mine first-plugin ", "yours first-plugin "),
                told(new Papers(course, two.subList(0, 1)).ofOne(student)));
    }

    private static List<String> told(List<Paper> papers) {
        return papers.stream().map(paper -> paper.student() + " " + paper.exercise().id() + " " + paper.refused())
                .toList();
    }

    private void put(String file) throws IOException {
        Path place = folder.resolve(file);
        Files.createDirectories(place.getParent());
        Files.writeString(place, "package firstlock;\n\nclass FirstLock {\n}\n");
    }
}
