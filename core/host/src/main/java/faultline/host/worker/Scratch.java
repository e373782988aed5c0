package faultline.host.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A worker's folder: its socket, its working directory, its temporary files. Only this user may enter it.
final class Scratch {
    /// A socket's path must fit into 108 bytes.
    private static final int LONGEST_FOLDER = 70;

    private Scratch() {
    }

    static Path create() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            return parent.toString().length() <= LONGEST_FOLDER
                    ? Files.createTempDirectory(parent, "faultline-")
                    : Files.createTempDirectory(Path.of("/tmp"), "faultline-");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /// Deletes what can be deleted; parent and worker may both try.
    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : List.copyOf(files.sorted(Comparator.reverseOrder()).toList())) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException alreadyGone) {
            return;
        }
    }
}
