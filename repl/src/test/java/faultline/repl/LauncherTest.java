package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher over a small house of its own, whose Maven and whose JDK are scripts that tell what they did.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LauncherTest {
    private static final String MAVEN = """
            #!/bin/sh
            echo built >> "$HOUSE/builds"
            [ ! -f "$HOUSE/slow" ] || sleep 0.3
            if [ -f "$HOUSE/core/kernel/src/main/Broken.java" ]; then
                echo '[ERROR] Broken.java:[1,1] class expected'
                exit 1
            fi
            echo 'Maven is chatty'
            mkdir -p "$HOUSE/repl/target/dist/lib"
            touch "$HOUSE/repl/target/dist/lib/faultline-repl.jar"
            """;
    private static final String JAVA = """
            #!/bin/sh
            echo "$*" >> "$HOUSE/starts"
            while [ "$1" != -m ]; do
                case $1 in
                    -XX:AOTCache=*.new | -Dfaultline.rehearsal.worker=*.new) echo cache > "${1#*=}" ;;
                esac
                shift
            done
            shift 2
            for word; do echo "<$word>"; done
            exit "${ANSWER:-0}"
            """;

    @TempDir Path temporary;
    private Path house;
    private Path launcher;

    private record Run(int exit, String out, String err) {}

    @BeforeEach
    void build_a_small_house() throws IOException {
        house = temporary.toRealPath().resolve("a house with  spaces");
        launcher = house.resolve("repl/faultline");
        Files.createDirectories(house.resolve("core/kernel/src/main/deep"));
        Files.createDirectories(house.resolve("repl/src/main"));
        Files.writeString(house.resolve("pom.xml"), "");
        Files.writeString(house.resolve("core/kernel/pom.xml"), "");
        Files.writeString(house.resolve("core/kernel/src/main/deep/Kernel.java"), "");
        script(launcher, Files.readString(Path.of("faultline")));
        script(house.resolve("bin/mvn"), MAVEN);
        jdk("jdk", "25.0.3");
        ageAll();
    }

    @Test
    void the_first_start_builds_silently_and_the_next_one_does_not_build() throws Exception {
        assertEquals(new Run(0, "<--version>\n", ""), start("--version"));
        assertEquals(new Run(0, "<--version>\n", ""), start("--version"));

        assertEquals(1, builds());
    }

    @Test
    void arguments_and_the_exit_code_pass_through_untouched() throws Exception {
        start();
        ProcessBuilder command = command(launcher.toString(), "-e", "fault  0x1000 w", "", "*", "'\"$HOME");
        command.environment().put("ANSWER", "3");

        assertEquals(new Run(3, "<-e>\n<fault  0x1000 w>\n<>\n<*>\n<'\"$HOME>\n", ""), run(command));
    }

    @Test
    void it_starts_through_links_and_from_any_directory() throws Exception {
        Path elsewhere = Files.createDirectories(temporary.resolve("else where/deep"));
        Files.createSymbolicLink(elsewhere.resolve("absolute"), launcher);
        Files.createSymbolicLink(elsewhere.resolve("relative"), Path.of("../deep/absolute"));
        Path repl = Files.createSymbolicLink(temporary.resolve("folder"), house.resolve("repl"));

        assertEquals("<a>\n", run(command("./relative", "a").directory(elsewhere.toFile())).out());
        assertEquals("<b>\n", run(command("sh", "faultline", "b").directory(repl.toFile())).out());
        assertEquals("<c>\n", run(command("folder/faultline", "c").directory(temporary.toFile())).out());
        assertEquals(1, builds());
    }

    @Test
    void it_builds_again_when_a_source_or_a_pom_is_newer_or_a_file_is_gone() throws Exception {
        start();
        Path source = house.resolve("core/kernel/src/main/deep/Kernel.java");

        Files.writeString(source, "class Kernel {}");
        assertEquals(2, buildsAfterStart());
        Files.delete(source);
        assertEquals(3, buildsAfterStart());
        Files.writeString(house.resolve("pom.xml"), "<project/>");
        assertEquals(4, buildsAfterStart());
        Files.delete(house.resolve("repl/target/dist/lib/faultline-repl.jar"));
        assertEquals(5, buildsAfterStart());
        assertEquals(5, buildsAfterStart());
    }

    @Test
    void what_a_student_begins_in_the_checkout_is_no_reason_to_build() throws Exception {
        start();
        for (String begun : List.of("my-lock", "faultline-course/first-plugin")) {
            Files.createDirectories(house.resolve(begun).resolve("src/main"));
            Files.writeString(house.resolve(begun).resolve("pom.xml"), "<project/>");
        }

        assertEquals(1, buildsAfterStart());
    }

    @Test
    void a_prompt_that_is_open_keeps_its_jars_and_a_new_dependency_leaves_no_old_one() throws Exception {
        start();
        Path jar = house.resolve("repl/target/dist/lib/faultline-repl.jar");
        Path old = Files.writeString(house.resolve("repl/target/dist/lib/old.jar"), "");
        Object before = Files.readAttributes(jar, "unix:ino").get("ino");

        Files.writeString(house.resolve("core/kernel/src/main/New.java"), "");
        start();
        assertFalse(before.equals(Files.readAttributes(jar, "unix:ino").get("ino")));
        assertTrue(Files.exists(old));

        Files.writeString(house.resolve("pom.xml"), "<project/>");
        start();
        assertFalse(Files.exists(old));
    }

    @Test
    void a_start_uses_the_cache_that_the_build_made_for_this_jdk_and_no_other() throws Exception {
        String cache = "-XX:AOTCache=" + house.resolve("repl/target/dist/start.aot") + " ";
        start();
        assertTrue(lastStart().startsWith("-") && lastStart().contains(cache), lastStart());
        Path workers = house.resolve("repl/target/dist/worker.aot");
        assertTrue(lastStart().contains("-Dfaultline.worker.cache=" + workers + " ") && Files.exists(workers), lastStart());

        jdk("other", "25.0.4");
        ProcessBuilder elsewhere = command(launcher.toString());
        elsewhere.environment().put("FAULTLINE_JAVA_HOME", house.resolve("other").toString());
        assertEquals(new Run(0, "", ""), run(elsewhere));
        assertFalse(lastStart().contains("AOT"), lastStart());

        script(launcher, Files.readString(launcher).replace("UseSerialGC", "UseParallelGC"));
        assertEquals(new Run(0, "", ""), start());
        assertFalse(lastStart().contains("AOT"), lastStart());
        assertEquals(1, builds());
    }

    @Test
    void where_no_cache_can_be_made_it_starts_without_and_says_nothing() throws Exception {
        script(house.resolve("jdk/bin/java"), JAVA.replace("echo cache", "exit 1; echo"));

        assertEquals(new Run(0, "<maps>\n", ""), start("maps"));
        assertEquals(new Run(0, "<maps>\n", ""), start("maps"));

        assertFalse(lastStart().contains("AOT"), lastStart());
        assertEquals(1, builds());
    }

    @Test
    void four_first_starts_at_once_build_once() throws Exception {
        Files.createFile(house.resolve("slow"));

        startFourAtOnce();

        assertEquals(1, builds());
    }

    @Test
    void a_lock_whose_owner_is_dead_is_taken_over_by_one_of_several() throws Exception {
        Process dead = started(command("true"));
        finished(dead);
        Path lock = house.resolve("repl/target/building");
        Files.createDirectories(lock.getParent());
        Files.createSymbolicLink(lock, Path.of(Long.toString(dead.pid())));
        Files.createFile(house.resolve("slow"));

        startFourAtOnce();

        assertEquals(1, builds());
        assertFalse(Files.exists(lock, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void a_failed_build_shows_what_maven_said_and_the_next_start_tries_again() throws Exception {
        start();
        Path broken = Files.writeString(house.resolve("core/kernel/src/main/Broken.java"), "no class");

        assertEquals(new Run(4, "", """
                [ERROR] Broken.java:[1,1] class expected
                faultline does not build; the lines above are Maven's
                """), start("maps"));
        assertEquals(4, start("maps").exit());
        Files.delete(broken);
        assertEquals(new Run(0, "<maps>\n", ""), start("maps"));
    }

    @Test
    void a_jdk_of_another_version_is_passed_over() throws Exception {
        jdk("jdk-17", "17.0.15");
        jdk("jdk-250", "250");
        ProcessBuilder command = command(launcher.toString(), "x");
        command.environment().remove("FAULTLINE_JAVA_HOME");
        command.environment().put("JAVA_HOME", house.resolve("jdk-17").toString());
        Files.createSymbolicLink(house.resolve("bin/java"), house.resolve("jdk/bin/java"));

        assertEquals(new Run(0, "<x>\n", ""), run(command));

        Path other = house.resolve("jdk-250");
        command.environment().put("FAULTLINE_JAVA_HOME", other.toString());
        assertEquals(new Run(2, "", "FAULTLINE_JAVA_HOME is not a JDK 25: " + other + "\n"), run(command));
    }

    @Test
    void without_a_jdk_25_or_without_maven_one_sentence_says_what_to_install() throws Exception {
        Path tools = Files.createDirectories(house.resolve("tools"));
        for (String tool : List.of("find", "head", "ln", "mkdir", "readlink", "rm")) {
            String bin = Files.exists(Path.of("/usr/bin", tool)) ? "/usr/bin/" : "/bin/";
            script(tools.resolve(tool), "#!/bin/sh\nexec " + bin + tool + " \"$@\"\n");
        }
        ProcessBuilder command = command(launcher.toString());
        command.environment().put("PATH", tools.toString());

        assertEquals(new Run(2, "", "faultline needs Maven to build itself: install it"
                + " (Debian: apt-get install maven; macOS: brew install maven)\n"), run(command));

        // The places of this machine do hold one.
        script(launcher, Files.readString(launcher).replaceAll(" /(usr|opt|Library)/", " /nowhere/"));
        command.environment().keySet().removeAll(List.of("FAULTLINE_JAVA_HOME", "JAVA_HOME"));
        command.environment().put("HOME", house.toString());
        assertEquals(new Run(2, "", "faultline needs a JDK 25 and found none: install one"
                + " (from adoptium.net or with your system's packages), or set FAULTLINE_JAVA_HOME to it\n"),
                run(command));
    }

    private Run start(String... arguments) throws Exception {
        Stream<String> words = Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments));
        return run(command(words.toArray(String[]::new)));
    }

    private void startFourAtOnce() throws Exception {
        ProcessBuilder command = command(launcher.toString(), "x");
        List<Process> starts = Stream.generate(() -> started(command)).limit(4).toList();
        for (Process process : starts) {
            assertEquals(new Run(0, "<x>\n", ""), finished(process));
        }
    }

    private ProcessBuilder command(String... words) {
        ProcessBuilder command = new ProcessBuilder(words);
        command.environment().put("PATH", house.resolve("bin") + ":" + System.getenv("PATH"));
        command.environment().put("FAULTLINE_JAVA_HOME", house.resolve("jdk").toString());
        command.environment().put("HOUSE", house.toString());
        return command;
    }

    private static Run run(ProcessBuilder command) throws Exception {
        return finished(started(command));
    }

    private static Process started(ProcessBuilder command) {
        try {
            return command.start();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Run finished(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes());
        String err = new String(process.getErrorStream().readAllBytes());
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Run(process.exitValue(), out, err);
    }

    private String lastStart() throws IOException {
        return Files.readAllLines(house.resolve("starts")).getLast();
    }

    private int buildsAfterStart() throws Exception {
        assertEquals(0, start().exit());
        return builds();
    }

    private int builds() throws IOException {
        return Files.readAllLines(house.resolve("builds")).size();
    }

    private void jdk(String name, String version) throws IOException {
        script(house.resolve(name).resolve("bin/java"), JAVA);
        script(house.resolve(name).resolve("bin/javac"), JAVA);
        Files.writeString(house.resolve(name).resolve("release"),
                "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private static void script(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        assertTrue(path.toFile().setExecutable(true));
    }

    /// Everything in the house is older than what a test writes, however coarse the file system's clock.
    private void ageAll() throws IOException {
        FileTime yesterday = FileTime.from(Instant.now().minusSeconds(86_400));
        try (Stream<Path> all = Files.walk(house)) {
            for (Path path : all.toList()) {
                Files.setLastModifiedTime(path, yesterday);
            }
        }
    }
}
