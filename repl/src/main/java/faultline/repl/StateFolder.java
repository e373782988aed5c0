package faultline.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Where a user's own files lie that outlive a run: the XDG state folder.
final class StateFolder {
    private StateFolder() {
    }

    /// A file in it; makes the folder, for its owner alone. Where that cannot be done, the file cannot be
    /// either, and whoever wants it goes without.
    static Path file(String name) {
        String xdg = System.getenv("XDG_STATE_HOME");
        Path base = xdg != null && Path.of(xdg).isAbsolute() ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".local", "state");
        Path folder = base.resolve("faultline");
        try {
            Files.createDirectories(base);
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException | UnsupportedOperationException withoutIt) {
            return folder.resolve(name);
        }
        return folder.resolve(name);
    }
}
