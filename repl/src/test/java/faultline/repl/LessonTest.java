package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import faultline.course.Ask;
import faultline.course.Course;
import faultline.course.Exercise;
import faultline.course.text.Page;
import faultline.host.Exit;
import faultline.repl.work.Conversation;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every command that a lesson quotes can be typed as it stands, in the lesson's order, and what its traces are asked
/// for stands in them.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class LessonTest {
    private static final Set<Exit> ANSWERED = Set.of(Exit.GOOD, Exit.FAILED, Exit.INCONCLUSIVE);

    @TempDir private Path folder;
    private final List<String> refused = new ArrayList<>();
    private int run;
    private int checked;

    @Test
    void every_command_that_a_lesson_quotes_runs_and_what_a_trace_is_asked_for_stands_in_it() {
        List<String> unseen = new ArrayList<>();
        int asked = 0;
        try (Desk desk = Desk.ofStudent(folder.resolve("course.json"))) {
            desk.part(Conversation.class).from(prompt -> Optional.empty());   // nobody plays on
            desk.run("start first-plugin --in " + folder);
            for (Exercise exercise : Course.builtIn().exercises()) {
                String traces = typed(desk, exercise);
                List<String> words = readOff(exercise);
                words.stream().filter(word -> !traces.contains(named(word)))
                        .forEach(word -> unseen.add(exercise.id() + ": " + word));
                asked += words.size();
            }
        }

        assertEquals(List.of(), refused);
        assertEquals(List.of(), unseen);
        assertTrue(run >= 6, "the lessons quote " + run + " commands: the pattern has gone blind");
        assertTrue(asked >= 2, "no trace is asked for anything: the pattern has gone blind");
    }

    /// Types what the lesson quotes; what its traces print.
    private String typed(Desk desk, Exercise exercise) {
        desk.run("start " + exercise.id());
        desk.printed();
        StringBuilder traces = new StringBuilder();
        for (String command : Page.commands(exercise.lesson())) {
            if (command.equals("check") && checked++ > 0) {
                continue;   // a check of each exercise is CourseTest's
            }
            Exit exit = desk.run(command);
            String told = desk.printed();
            run++;
            traces.append(command.startsWith("trace ") ? named(told) : "");
            answered(desk, exercise, command);
            if (!ANSWERED.contains(exit)) {
                refused.add(exercise.id() + ": " + command + ": " + exit + "\n" + told);
            }
        }
        return traces.toString();
    }

    /// The words that are asked for by a lesson that traces.
    private static List<String> readOff(Exercise exercise) {
        boolean traces = Page.commands(exercise.lesson()).stream().anyMatch(typed -> typed.startsWith("trace "));
        return exercise.manifest().answer().stream().filter(ask -> traces && ask.form() == Ask.Form.WORDS)
                .map(ask -> exercise.solution().answer(ask.id()).getFirst()).toList();
    }

    /// A cell's name without the numbers of objects, which each session counts anew.
    private static String named(String text) {
        return text.replaceAll("#\\d+(\\.life\\d+)?", "");
    }

    /// A question that the lesson only names is answered as the solution does.
    private static void answered(Desk desk, Exercise exercise, String command) {
        String[] words = command.split(" ");
        if (words.length == 2 && Set.of("predict", "answer").contains(words[0])) {
            List<String> said = exercise.solution().answer(words[1]);
            desk.run(command + " \"" + String.join("\" \"", said) + "\"");
            desk.printed();
        }
    }
}
