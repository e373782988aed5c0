package faultline.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Where a user's own files lie that outlive a run: the XDG state folder, and for what he may edit the one
/// for configuration.
final class StateFolder {
    private StateFolder() {
    }

    /// A file in it; makes the folder, for its owner alone. Where that cannot be done, the file cannot be
    /// either, and whoever wants it goes without.
    static Path file(String name) {
        Path base = base("XDG_STATE_HOME", ".local", "state");
        Path folder = base.resolve("faultline");
        try {
            Files.createDirectories(base);
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException | UnsupportedOperationException withoutIt) {   // or no POSIX
            return folder.resolve(name);
        }
        return folder.resolve(name);
    }

    /// A file in it that only its owner may read, whoever made it.
    static Path own(String name) {
        Path file = file(name);
        try {
            if (Files.exists(file)) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException | UnsupportedOperationException asItIs) {   // or no POSIX
            return file;
        }
        return file;
    }

    /// A file in the folder for configuration, which is made when the file is.
    static Path config(String name) {
        return base("XDG_CONFIG_HOME", ".config").resolve("faultline").resolve(name);
    }

    private static Path base(String variable, String... atHome) {
        String xdg = System.getenv(variable);
        return xdg != null && Path.of(xdg).isAbsolute() ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), atHome);
    }
}
