package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import faultline.host.Exit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A project that `plugin new` wrote, away from this one, with Maven and without a network.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(180)
class StandAloneTest {
    private static final String CLASS = "my-lock/src/main/java/mylock/MyLock.java";

    @TempDir private Path folder;

    @Test
    void its_test_convicts_a_busted_lock() throws Exception {
        Desk desk = new Desk();
        assertEquals(Exit.GOOD, desk.run("plugin new my-lock --in " + folder), desk::printed);
        desk.close();
        edit("{\n            return false;",
                "{\n            look.vma = mm.find(task, address);\n            return look.vma != null;");
        edit("throw memory.bug(\"my-lock: endRead on \" + task + \", but startRead lets nobody in\");", "");

        ProcessBuilder builder = new ProcessBuilder("mvn", "-o", "-B", "verify")
                .directory(folder.resolve("my-lock").toFile()).redirectErrorStream(true);
        builder.environment().merge("MAVEN_OPTS", " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC", (said, more) -> said + more);
        Process maven = builder.start();
        String said = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertNotEquals(0, maven.waitFor(), said);
        assertTrue(said.contains("Tests run: 4, Failures: "), said);
        assertTrue(said.contains("my-lock: FAIL, one task at a time\npromised  a busy reader began nothing"), said);
        assertTrue(said.contains("my-lock: FAIL, look-at-remap: a failure in execution "), said);
        assertTrue(said.contains("\n  replay  "), said);
    }

    private void edit(String from, String to) throws IOException {
        Path file = folder.resolve(CLASS);
        String text = Files.readString(file);
        assertTrue(text.contains(from), text);
        Files.writeString(file, text.replace(from, to));
    }
}
