package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.host.Trouble;
import faultline.lab.Exploration.Edge;
import faultline.lab.Exploration.Failure;
import faultline.lab.Exploration.Step;
import faultline.lab.RunToken;
import faultline.repl.work.FailureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FailureFileTest {
    private static final RunToken LONG = RunToken.of("k3f9a", "", "polite", List.of(), "x" + "21".repeat(100));

    @TempDir private Path folder;

    private static Failure failure() {
        return new Failure("", "polite", List.of("one", "another", "worker"), "polite: each waits", "nobody goes on",
                List.of(new Step(1, 0, "data.x", "data.x = 1", "", "", "Polite.java:7", 25)),
                List.of(new Edge("", "Polite.java:7", "a full barrier in one")), List.of(),
                LONG.shortened().toString(), LONG.run());
    }

    @Test
    void a_run_that_its_token_only_names_is_kept_beside_the_last_failure() throws IOException {
        FailureFile kept = new FailureFile(folder.resolve("failures"));
        assertTrue(kept.last().isEmpty());

        kept.keep(failure());

        assertEquals(LONG, kept.whole(RunToken.parse(failure().token())));
        assertEquals(List.of(failure().token()), kept.tokens());
        String json = Files.readString(kept.last().orElseThrow());
        assertTrue(json.startsWith("{\"schema\":\"faultline/failure/1\",\"rows\":[{\"strategy\":\"\",\"scenario\":\"polite\","
                + "\"tasks\":[\"one\",\"another\",\"worker\"],\"dropped\":[],\"cause\":\"polite: each waits\","), json);
        assertTrue(json.contains("\"steps\":[{\"number\":1,\"task\":0,\"word\":\"data.x\",\"text\":\"data.x = 1\","), json);
        assertTrue(json.contains("\"edges\":[{\"letter\":\"\",\"source\":\"Polite.java:7\","), json);
    }

    @Test
    void a_run_that_somebody_else_saved_is_refused() {
        FailureFile kept = new FailureFile(folder);

        Trouble trouble = assertThrows(Trouble.class, () -> kept.whole(LONG.shortened()));
        assertEquals("the run of this token is not here", trouble.what());
    }
}
