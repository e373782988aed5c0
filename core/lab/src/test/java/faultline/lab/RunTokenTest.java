package faultline.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunTokenTest {
    private static final RunToken SHORT = RunToken.of("k3f9a", "refcount", "fault-at-munmap", List.of("D", "A"), "x31");

    @Test
    void what_is_written_is_read() {
        assertEquals(SHORT, RunToken.parse(SHORT.toString()));
        assertEquals(SHORT, RunToken.parse(" " + SHORT + "\n"));
        assertEquals(RunToken.mark("refcount"), SHORT.strategy());
        assertEquals(2, SHORT.dropped().size());
        assertTrue(SHORT.toString().length() <= RunToken.LONGEST, SHORT.toString());
    }

    @Test
    void a_run_that_is_too_long_is_named_and_comes_back_from_its_file() {
        RunToken whole = SHORT.with("x" + "31".repeat(200));
        RunToken named = whole.shortened();

        assertTrue(named.isSaved());
        assertTrue(named.toString().length() <= RunToken.LONGEST, named.toString());
        assertTrue(named.file().endsWith(".run"), named.file());
        assertEquals(named, RunToken.parse(named.toString()));
        assertEquals(whole, named.with(whole.run()));
        assertEquals(SHORT, SHORT.shortened());
    }

    @Test
    void what_is_none_is_refused_with_an_example() {
        for (String text : List.of("", "x31", "k3f9a-7hq-x31", "k3f9a-7hq2m1-", "K3F9A-7hq2m1-x31", "k3f9a-7hq2m1-../x")) {
            String said = assertThrows(IllegalArgumentException.class, () -> RunToken.parse(text)).getMessage();

            assertEquals("'" + text + "' is no replay token: one looks like k3f9a-7hq2m1-x0a1b2", said);
        }
    }

    @Test
    void a_token_of_another_build_is_refused() {
        Scenario scenario = Scenarios.plain().getFirst();
        Explorer explorer = Patient.explorer();
        String token = explorer.explore(scenario).failure().token();
        RunToken mine = RunToken.parse(token);
        RunToken other = new RunToken("00000", mine.strategy(), mine.scenario(), mine.dropped(), mine.run());

        assertEquals(explorer.explore(scenario).failure(), explorer.replay(scenario, token).failure());
        assertEquals("the token is of build 00000, and this is build " + mine.build(),
                assertThrows(IllegalArgumentException.class, () -> explorer.replay(scenario, other.toString()))
                        .getMessage());
    }
}
