package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import faultline.host.Exit;
import faultline.repl.text.Choice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A strategy of one's own, from the first command to the verdict.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class AuthoringTest {
    private static final String CLASS = "my-lock/src/main/java/mylock/MyLock.java";
    private static final String BODY = "{\n            return false;";

    private final Desk desk = new Desk();
    @TempDir private Path folder;

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void a_new_strategy_is_used_broken_repaired_and_dropped() throws IOException {
        says(Exit.GOOD, "plugin new my-lock --in FOLDER", """
                my-lock: a strategy that lets no reader in yet, which is right and slow
                  my-lock/src/main/java/module-info.java
                  my-lock/src/main/java/mylock/MyLock.java
                  my-lock/src/test/java/mylock/MyLockTest.java
                  my-lock/pom.xml
                An IDE opens pom.xml; 'mvn -o verify' builds and tests it there.
                next: plugin load FOLDER/my-lock
                """);
        says(Exit.GOOD, "plugin load FOLDER/my-lock", """
                my-lock: a lock that still lets no reader in
                  from FOLDER/my-lock, 2 files compiled
                next: plugin check my-lock
                """);
        says(Exit.GOOD, "use my-lock", "my-lock: a lock that still lets no reader in\n");
        desk.run("mmap rw 64K --stack");
        desk.printed();
        edit(BODY, BODY.replace(";", ""));
        says(Exit.PLUGIN, "plugin reload", """
                my-lock: does not compile, 1 error
                  mylock/MyLock.java:101: ';' expected
                      return false
                                  ^
                  next: plugin load FOLDER/my-lock
                """);
        says(Exit.GOOD, "plugin list", "*  my-lock  FOLDER/my-lock\n");
        edit(BODY.replace(";", ""), "{\n            throw memory.bug(\"nobody may ask\");");
        assertEquals(Exit.GOOD, desk.run("plugin reload my-lock"));
        desk.printed();
        desk.run("fault 0x1000 r");
        assertTrue(desk.printed().contains("nobody may ask"));
        says(Exit.GOOD, "plugin drop my-lock", "my-lock is dropped\nnext: plugin load FOLDER/my-lock\n");
        says(Exit.GOOD, "plugin list", "no plugin is loaded\nnext: plugin new my-lock\n");
        assertEquals(Exit.FAILED, desk.run("fault 0x1000 r"));
        assertTrue(desk.printed().contains("since refcount let no reader in"));
    }

    @Test
    void a_busted_strategy_fails_its_examination() throws IOException {
        desk.run("plugin new my-lock --in " + folder);
        edit(BODY, "{\n            look.vma = mm.find(task, address);\n            return look.vma != null;");
        edit("throw memory.bug(\"my-lock: endRead on \" + task + \", but startRead lets nobody in\");", "");
        desk.printed();

        Exit exit = desk.run("plugin check " + folder + "/my-lock");

        String said = desk.printed();
        assertEquals(Exit.FAILED, exit, said);
        assertTrue(said.startsWith("contract     FAIL     one task at a time\n"
                + "                      promised  a busy reader began nothing\n"), said);
        assertTrue(said.contains("\nexploration  FAIL     "), said);
        assertTrue(said.matches("(?s).*\nFAIL  my-lock: contract(, \\w+)* and exploration failed\n"), said);
    }

    @Test
    void a_quick_look_at_a_right_strategy_leaves_open_what_it_left_out() {
        Exit exit = desk.run("plugin check mmap-lock --quick");

        String said = desk.printed().replaceAll("\\s+", " ");
        assertEquals(Exit.INCONCLUSIVE, exit, said);
        assertTrue(said.contains("no failure in 500 executions, stopped there: "), said);
        assertTrue(said.endsWith("but exploration is open next: plugin check mmap-lock "), said);
    }

    @Test
    void what_cannot_be_loaded_is_said() throws IOException {
        says(Exit.PLUGIN, "plugin load FOLDER/nothing", """
                nothing: there is no such file or folder
                  at FOLDER/nothing
                  next: plugin new my-lock
                """);
        says(Exit.USAGE, "plugin new refcount", """
                a strategy is named 'refcount' already
                  Linux 6.15 to now: vm_refcnt, a count in each VMA; memory is reused at once
                  next: plugin new my-refcount
                """);
        says(Exit.USAGE, "plugin new MyLock", """
                'MyLock' is no name for a strategy
                  a name is lower-case words with hyphens
                  next: plugin new my-lock
                """);
        says(Exit.USAGE, "plugin drop refcount", """
                refcount was not loaded in this session
                  it comes with Faultline
                  next: plugin list
                """);
        Files.writeString(folder.resolve("notes.jar"), "no jar");
        says(Exit.PLUGIN, "plugin load FOLDER/notes.jar", """
                notes.jar: was not loaded
                  is not a jar: zip END header not found
                  next: plugin load FOLDER/notes.jar
                """);
        desk.run("plugin new my-lock --in " + folder);
        desk.printed();
        edit("return \"my-lock\"", "return \"rwsem\"");
        says(Exit.PLUGIN, "plugin load FOLDER/my-lock", """
                my-lock: was not loaded
                  provides a strategy 'rwsem', and so does module 'faultline.rwsem'
                  its name() must answer another name
                  next: plugin load FOLDER/my-lock
                """);
        edit("return \"rwsem\"", "return \"my-lock\"");
        assertEquals(Exit.GOOD, desk.run("plugin load " + folder + "/my-lock"));
        desk.printed();
        says(Exit.PLUGIN, "plugin load FOLDER/my-lock/src/main/java", """
                java: was not loaded
                  is module 'mylock', and so is FOLDER/my-lock
                  drop the other one first, or name this module otherwise
                  next: plugin drop my-lock
                """);
        edit("implements LockStrategy {", "implements LockStrategy { { if (true) throw new Error(\"no\"); }");
        says(Exit.PLUGIN, "plugin load FOLDER/my-lock", """
                my-lock: module 'mylock' does not load
                  its constructor threw java.lang.Error: no
                  at mylock.MyLock
                  next: plugin load FOLDER/my-lock
                """);
    }

    @Test
    void tab_offers_what_may_follow_plugin() {
        assertEquals(List.of("new", "load", "reload", "list", "check", "diff", "drop"),
                values(List.of("plugin"), ""));
        assertEquals(List.of("refcount"), values(List.of("plugin", "check"), "refc"));
    }

    private List<String> values(List<String> before, String word) {
        return desk.part(CommandTree.class).complete(before, word).stream().map(Choice::value).toList();
    }

    private void edit(String from, String to) throws IOException {
        Path file = folder.resolve(CLASS);
        String text = Files.readString(file);
        assertTrue(text.contains(from), text);
        Files.writeString(file, text.replace(from, to));
    }

    private void says(Exit exit, String line, String expected) {
        Exit ended = desk.run(line.replace("FOLDER", folder.toString()));

        assertEquals(expected, desk.printed().replace(folder.toString(), "FOLDER"));
        assertEquals(exit, ended);
    }
}
