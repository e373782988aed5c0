package faultline.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that is kept from one command to the next, by any number of prompts at once.
///
/// ```
///     write     write NAME-….new ─▶ move it over NAME
///     alone     lock NAME.lock ─▶ what is to be done, a write among it ─▶ unlock
/// ```
///
/// Whoever reads finds what was there or what is new, whole, and needs no lock. Who changes what he read does so alone.
public final class WholeFile {
    private static final Object IN_THIS_JVM = new Object();   // a file lock is the whole JVM's

    private WholeFile() {
    }

    /// What is done with a file.
    public interface Work<T> {
        T done() throws IOException;
    }

    /// Does it while nobody else does anything that is about the same file. One at a time: it is not done within another.
    public static <T> T alone(Path file, Work<T> work) throws IOException {
        synchronized (IN_THIS_JVM) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path lock = file.resolveSibling(file.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                return work.done();
            }
        }
    }

    /// The file has this text then, all of it, or what it had before. Its folder is made if it is not there.
    public static void write(Path file, String text) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = folder.resolve(file.getFileName() + "-" + ProcessHandle.current().pid() + "-"
                + Thread.currentThread().threadId() + ".new");
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
