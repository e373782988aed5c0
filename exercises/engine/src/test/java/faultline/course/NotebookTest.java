package faultline.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import faultline.course.student.Notebook;
import faultline.course.student.NotebookAccess;
import faultline.host.Trouble;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a student has done is never lost: not to two prompts, not to a damaged file, not to another machine.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class NotebookTest {
    private static final int CHANGES = 40;

    @TempDir private Path folder;
    private final List<String> told = new ArrayList<>();

    private Notebook notebook() {
        return new Notebook(folder.resolve("course.json"), told::add);
    }

    @Test
    void two_processes_that_change_it_at_once_lose_nothing() throws Exception {
        List<Process> both = new ArrayList<>();
        for (String who : List.of("one", "other")) {
            String path = Stream.of(System.getProperty("jdk.module.path", ""), System.getProperty("java.class.path"))
                    .filter(part -> !part.isEmpty()).reduce((a, b) -> a + File.pathSeparator + b).orElseThrow();
            both.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-cp", path + File.pathSeparator + "target/test-classes",
                    NotebookAccess.class.getName(), folder.resolve("course.json").toString(), who,
                    Integer.toString(CHANGES)).inheritIO().start());
        }
        for (Process one : both) {
            assertEquals(0, one.waitFor());
        }

        assertEquals(2 * CHANGES, notebook().read().entries().size());
    }

    @Test
    void a_damaged_file_is_set_aside_with_a_message() throws IOException {
        Files.writeString(folder.resolve("course.json"), "{\"format\":1,\"entr");

        assertTrue(notebook().read().entries().isEmpty());
        assertEquals("{\"format\":1,\"entr", Files.readString(folder.resolve("course.json.damaged-1")));
        assertEquals(1, told.size());
        assertTrue(told.getFirst().contains("course.json.damaged-1"), told.getFirst());
    }

    @Test
    void a_file_of_a_newer_format_is_left_alone() throws IOException {
        Files.writeString(folder.resolve("course.json"), "{\"format\":2}");

        assertThrows(Trouble.class, () -> notebook().read());
        assertEquals("{\"format\":2}", Files.readString(folder.resolve("course.json")));
    }

    @Test
    void what_two_machines_did_is_united() {
        Notebook here = notebook();
        Notebook there = new Notebook(folder.resolve("there.json"), told::add);
        NotebookAccess.check(here, "a", true);
        NotebookAccess.check(here, "b", false);
        NotebookAccess.check(there, "b", true);
        NotebookAccess.check(there, "c", true);

        assertEquals(List.of("a", "b", "c"), NotebookAccess.passedAfterMerge(here, there));
        assertEquals(List.of("a", "b", "c"), NotebookAccess.passedAfterMerge(there, here));
    }
}
