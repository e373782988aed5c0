package faultline.repl.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder where the jars of this session are built: one for each process, below the user's own. Those of
/// processes that are gone are removed when the next one begins.
public final class JarFolder implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})-\\d+");

    private final Path all;
    private Path own;
    private int built;

    /// @param all where the folders of all sessions lie; made when the first jar is
    public JarFolder(Path all) {
        this.all = all;
    }

    /// Where the next jar goes. No two are the same: workers may still read the one before.
    synchronized Path place(String subject) {
        try {
            if (built == 0) {
                removeDead();
                own = Files.createTempDirectory(Files.createDirectories(all),
                        ProcessHandle.current().pid() + "-");
            }
            built++;
            return own.resolve(subject.replaceFirst("\\.(java|jar)$", "") + "-" + built + ".jar");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override public synchronized void close() {
        if (built > 0) {
            remove(own);
        }
    }

    private void removeDead() throws IOException {
        if (!Files.isDirectory(all)) {
            return;
        }
        try (Stream<Path> folders = Files.list(all)) {
            folders.filter(JarFolder::isDead).forEach(JarFolder::remove);
        }
    }

    private static boolean isDead(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException goneAlready) {
            return;
        }
    }
}
