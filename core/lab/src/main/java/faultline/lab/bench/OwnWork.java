package faultline.lab.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// How long the world's own worker has run: what it takes from a player's processor is no neighbour's doing.
final class OwnWork {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final String WORKER = "faultline-worke";   // the operating system cuts the name here

    private final Path schedstat;

    /// Of the worker that runs now, if any.
    OwnWork() {
        this.schedstat = find();
    }

    /// Since it began; 0 if there is none, or the system does not say.
    long nanos() {
        try {
            return schedstat == null ? 0 : Long.parseLong(Files.readString(schedstat).split(" ")[0]);
        } catch (IOException | NumberFormatException unknown) {
            return 0;
        }
    }

    private static Path find() {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                if (Files.readString(thread.resolve("comm")).strip().equals(WORKER)) {
                    return thread.resolve("schedstat");
                }
            }
        } catch (IOException notLinux) {
            return null;
        }
        return null;
    }
}
