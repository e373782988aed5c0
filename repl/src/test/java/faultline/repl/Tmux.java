package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A real terminal, which is tmux's. Every step waits for what the screen shows.
final class Tmux implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(15);

    private final Path folder;
    private boolean started;

    private Tmux(Path folder) {
        this.folder = folder;
    }

    /// Its socket is in that folder. Without tmux the test is skipped.
    static Tmux in(Path folder) {
        needs("tmux");
        return new Tmux(folder);
    }

    /// The test is skipped where that program is not installed.
    static void needs(String program) {
        assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program))), "there is no " + program);
    }

    void start(String shellCommand) throws IOException {
        tmux("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "40", shellCommand);
        started = true;
    }

    /// Words as they are, keys by tmux's names for them.
    void type(String... keys) throws IOException {
        List<String> words = new ArrayList<>(List.of("send-keys"));
        words.addAll(List.of(keys));
        tmux(words.toArray(String[]::new));
    }

    void await(String what, Predicate<List<String>> shows) throws IOException {
        long end = System.nanoTime() + LONGEST.toNanos();
        List<String> screen = screen();
        while (!shows.test(screen)) {
            assertTrue(System.nanoTime() < end, "no sign of " + what + ":\n" + String.join("\n", screen));
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            screen = screen();
        }
    }

    List<String> screen() throws IOException {
        return tmux("capture-pane", "-p").lines().map(String::stripTrailing).filter(line -> !line.isEmpty())
                .toList();
    }

    static Predicate<List<String>> last(String line) {
        return screen -> !screen.isEmpty() && screen.getLast().equals(line);
    }

    static Predicate<List<String>> contains(String text) {
        return screen -> screen.stream().anyMatch(line -> line.contains(text));
    }

    /// Column and line.
    String cursor() {
        return ask("display-message", "-p", "#{cursor_x},#{cursor_y}").strip();
    }

    /// The screen with its colours.
    String coloured() {
        return ask("capture-pane", "-p", "-e");
    }

    private String ask(String... words) {
        try {
            return tmux(words);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    String tmux(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", folder.resolve("tmux").toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override public void close() {
        if (started) {
            ask("kill-server");
        }
    }
}
