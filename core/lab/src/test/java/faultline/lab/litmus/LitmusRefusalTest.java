package faultline.lab.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is no test, or cannot be decided, has no verdict and says why in one sentence.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LitmusRefusalTest {
    private static final Path TESTS = Path.of("src/test/resources/litmus");
    private static final String CONDITION = "{}\nP0(int *x)\n{\n\tint r0 = xchg(x, 1);\n}\n";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            not-c             | line 1, column 1: a test begins with 'C' and its name
            unclosed          | line 6, column 1: this brace is never closed
            no-question       | line 9, column 1: the question is missing: exists, ~exists or forall
            missing-semicolon | line 8, column 1: expected ';' but found '}'
            one-argument      | line 7, column 2: WRITE_ONCE takes 2 arguments, not 1
            no-such-thread    | line 10, column 9: there is no thread P1
            endless-comment   | line 7, column 21: a comment never ends
            loop              | line 7: 'while' is not supported
            unknown-call      | line 7: spin_unlock_wait() is not supported
            wild-pointer      | a pointer that points to no location is followed
            no-parameter      | line 12: 'x' is a shared location, but no parameter of P1
            lock-as-word      | 'l' is a lock in one place and something else in another
            """)
    void is_refused_in_one_sentence(String name, String sentence) throws IOException {
        LitmusResult result = Litmus.run(TESTS.resolve("bad").resolve(name + ".litmus"));

        assertNull(result.verdict());
        assertEquals(sentence, result.unsupported());
    }

    @Test void what_takes_too_long_has_no_verdict() {
        LitmusResult result = Litmus.run("slow", "C slow\n" + CONDITION + "exists (0:r0=0)\n", Duration.ZERO);

        assertNull(result.verdict());
        assertEquals("limit: time", result.unsupported());
    }

    @Test void what_is_interrupted_has_no_verdict() {
        Thread.currentThread().interrupt();

        LitmusResult result = Litmus.run("stopped", "C stopped\n" + CONDITION + "exists (0:r0=0)\n",
                Duration.ofMinutes(5));

        assertEquals(true, Thread.interrupted());
        assertNull(result.verdict());
        assertEquals("stopped", result.unsupported());
    }

    @Test void a_local_that_was_never_set_holds_0() {
        LitmusResult result = Litmus.run("unset", "C unset\n{}\nP0(int *x)\n{\n\tint r0 = 1;\n"
                + "\tif (r1 == 0)\n\t\tr0 = r2;\n}\nexists (0:r0=0)\n", Duration.ofMinutes(5));

        assertEquals(LitmusResult.Verdict.ALWAYS, result.verdict());
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource({"exists (0:r0=0), ALWAYS, true", "exists (0:r0=1), NEVER, false", "~exists (0:r0=1), NEVER, true",
        "forall (0:r0=0 /\\ x=1), ALWAYS, true", "forall (x=0), NEVER, false",
        "filter (x=0) exists (x=0), NEVER, false"})
    void the_verdict_counts_runs_and_ok_answers_the_question(String question, String verdict, boolean ok) {
        LitmusResult result = Litmus.run("asked", "C asked\n" + CONDITION + question, Duration.ofMinutes(5));

        assertEquals(verdict, result.verdict().name());
        assertEquals(ok, result.ok());
    }
}
