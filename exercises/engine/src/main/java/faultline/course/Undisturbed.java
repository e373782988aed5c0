package faultline.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a file that may lie in a jar. Whoever is interrupted while he reads in a jar closes it for everybody; so
/// an interrupt that has come before waits until the file is read.
final class Undisturbed {
    private Undisturbed() {
    }

    static String read(Path file) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            return Files.readString(file);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
