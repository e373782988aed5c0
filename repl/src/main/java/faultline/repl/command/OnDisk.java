package faultline.repl.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import faultline.host.Exit;
import faultline.host.Trouble;

/// Files as they are typed where no shell has been.
public final class OnDisk {
    private OnDisk() {
    }

    /// The absolute path; `~/` is the user's home.
    public static Path path(String typed) {
        try {
            Path path = typed.equals("~") || typed.startsWith("~/")
                    ? Path.of(System.getProperty("user.home") + typed.substring(1)) : Path.of(typed);
            return path.toAbsolutePath().normalize();
        } catch (InvalidPathException malformed) {
            throw new Trouble(Exit.USAGE, "'" + typed.replaceAll("\\p{Cntrl}", "?") + "' is no file name")
                    .why(malformed.getReason());
        }
    }
}
