package faultline.lab.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// How long threads of this JVM that nobody measures have run. Known on Linux; elsewhere always 0.
enum OwnThreads {
    /// The world's worker. What it takes from a player's processor is no neighbour's doing.
    WORKER("faultline-worke"),   // the operating system cuts names after 15 letters
    /// What is compiled is not warm yet.
    COMPILERS("C1 CompilerThre", "C2 CompilerThre");

    private static final Path THREADS = Path.of("/proc/self/task");

    private final String[] names;

    OwnThreads(String... names) {
        this.names = names;
    }

    /// Together, those that have ended left out.
    long ranNanos() {
        long nanos = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                nanos += ranNanos(thread);
            }
        } catch (IOException notLinux) {
            return 0;
        }
        return nanos;
    }

    private long ranNanos(Path thread) {
        try {
            String name = Files.readString(thread.resolve("comm")).strip();
            for (String known : names) {
                if (name.equals(known)) {
                    return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
                }
            }
        } catch (IOException | NumberFormatException gone) {
            return 0;
        }
        return 0;
    }
}
