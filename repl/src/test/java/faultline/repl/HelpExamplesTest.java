package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.repl.command.Commands;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Each command's help has two examples, and they run: the quick ones to their end, in one session; those
/// that are at work for long are stopped when they have begun.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(90)
class HelpExamplesTest {
    private static final Set<String> LONG = Set.of("bench", "compare", "simulate", "calibrate", "kernel",
            "plugin check", "explore", "play");

    /// They speak of a run, an exercise or papers that somebody has to have; their own tests run them.
    private static final Set<String> OF_SOMETHING = Set.of("replay", "step", "back", "why", "report", "grade",
            "exercises", "next", "start", "lesson", "predict", "answer", "check", "watch", "hint", "solution",
            "explain", "reset", "progress", "progress export", "progress import", "course new", "course use",
            "course check", "plugin diff");
    private static final String HOST = "simulate vma-read --profile host";   // after calibrate alone

    /// What has to be there first.
    private static final Map<String, String> BEFORE = Map.of(
            "plugin drop my-refcount", "plugin load my-refcount",
            "munmap a.so 64K", "mmap --file a.so r-x 64K",
            "munmap 0x7f0000400000 4K", "mmap rw- 64K --at 0x7f0000400000",
            "mprotect 0x7f0000400000 4K r--", "mmap rw- 64K --at 0x7f0000400000",
            "mprotect data.bin 8K rw-", "mmap --file data.bin rw- 64K",
            "fault 0x7f0000400000 w", "mmap rw- 64K --at 0x7f0000400000",
            "fault a.so+8 x", "mmap --file a.so r-x 64K");

    @TempDir private Path home;

    @Test
    void every_command_has_two() {
        List<String> others = Commands.ALL.stream().map(HelpExamplesTest::about)
                .filter(about -> about.footer().length != 2).map(CommandLine.Command::name).toList();

        assertEquals(List.of(), others);
    }

    @Test
    void the_quick_ones_run_to_their_end() throws Exception {
        Files.writeString(home.resolve("lesson.txt"), "status\n");
        Path litmus = Path.of("../core/lab/src/test/resources/litmus/MP+pooncerelease+poacquireonce.litmus");
        Files.copy(litmus, home.resolve(litmus.getFileName()));
        Files.copy(litmus, Files.createDirectories(home.resolve("tests")).resolve(litmus.getFileName()));
        List<String> lines = new ArrayList<>();
        for (Class<?> command : Commands.ALL) {
            if (!LONG.contains(about(command).name()) && !OF_SOMETHING.contains(about(command).name())) {
                for (String example : about(command).footer()) {
                    Stream.of(BEFORE.getOrDefault(example, "")).filter(line -> !line.isEmpty())
                            .forEach(lines::add);
                    lines.add(example);
                }
            }
        }
        lines.removeIf(line -> line.startsWith("quit") || line.equals("plugin load ~/locks/MyLock.java"));   // as the folder is

        assertEquals("", failing(lines), String.join("\n", lines));
    }

    @Test
    void the_long_ones_begin() throws InterruptedException {
        Set<String> misunderstood = new TreeSet<>();
        try (Desk desk = new Desk()) {
            for (Class<?> command : Commands.ALL) {
                for (String example : about(command).footer()) {
                    if (LONG.contains(about(command).name()) && !example.equals(HOST)
                            && !example.contains("my-")) {
                        Exit exit = stoppedWhenItWaits(desk, example);
                        if (exit == Exit.USAGE || exit == Exit.BUG) {
                            misunderstood.add(example + ": " + desk.printed());
                        }
                    }
                }
            }
        }

        assertEquals(Set.of(), misunderstood);
    }

    /// What the first line that does not end well says; all of them in one session of its own.
    private String failing(List<String> lines) throws Exception {
        List<String> command = new ArrayList<>(Launch.command());
        command.add(1, "-Duser.home=" + home);
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().put("XDG_STATE_HOME", home.resolve("state").toString());
        Path said = home.resolve("said.txt");
        Process session = builder.redirectOutput(said.toFile()).redirectErrorStream(true).start();
        try (var stdin = session.getOutputStream()) {
            stdin.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        }
        int exit = session.waitFor();
        String all = Files.readString(said);
        assertTrue(!all.isEmpty());
        return exit == 0 ? "" : exit + ": " + all.substring(Math.max(0, all.length() - 600));
    }

    private static Exit stoppedWhenItWaits(Desk desk, String line) throws InterruptedException {
        Thread runner = Thread.currentThread();
        AtomicBoolean over = new AtomicBoolean();
        Thread stop = Thread.ofPlatform().start(() -> {
            Set<Thread.State> waits = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);
            while (!over.get() && !waits.contains(runner.getState())) {
                Thread.onSpinWait();
            }
            synchronized (over) {   // so that nobody is interrupted who waits for this thread
                if (!over.get()) {
                    runner.interrupt();
                }
            }
        });
        try {
            return desk.run(line);
        } finally {
            synchronized (over) {
                over.set(true);
            }
            Thread.interrupted();
            stop.join();
        }
    }

    private static CommandLine.Command about(Class<?> command) {
        return command.getAnnotation(CommandLine.Command.class);
    }
}
