package faultline.repl.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.FailureFile;
import faultline.repl.work.RunLog;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportTest {
    @TempDir private Path folder;

    private Report report(String file) {
        Report report = new Report(new RunLog(folder.resolve("runs")), new FailureFile(folder.resolve("failures")));
        new CommandLine(report).parseArgs(folder.resolve(file).toString());
        return report;
    }

    private void oneRun() {
        new RunLog(folder.resolve("runs")).keep("simulate", List.of("simulate", "pft"),
                Answer.of("", Row.of("strategy", "rwsem").and("cpus", 1).and("ops_per_s", 1e6)));
    }

    @Test void without_a_run_it_says_what_to_run() {
        Trouble trouble = assertThrows(Trouble.class, () -> report("page.html").run());

        assertEquals("report: there is nothing to report yet\n"
                + "  it shows what was measured, simulated and explored last\n"
                + "  next: compare page_fault1 --quick", trouble.text());
        assertEquals(Exit.USAGE, trouble.exit());
    }

    @Test void it_writes_the_page_and_says_where() throws Exception {
        oneRun();

        Answer answer = report("page.html").run();

        assertEquals("1 run in " + folder.resolve("page.html") + "\n", answer.text());
        assertTrue(Files.readString(folder.resolve("page.html")).contains("<td>rwsem</td>"));
    }

    @Test void a_place_that_cannot_be_written_is_named() {
        oneRun();

        Trouble trouble = assertThrows(Trouble.class, () -> report("nowhere/page.html").run());

        assertTrue(trouble.text().startsWith("report: " + folder.resolve("nowhere/page.html") + " cannot be written"),
                trouble.text());
    }
}
