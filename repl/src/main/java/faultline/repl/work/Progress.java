package faultline.repl.work;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/// One line that says how far a long command has come. It stands on standard error, only where that is a
/// terminal, and goes away when the command answers.
public final class Progress {
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean shown;

    private Progress(PrintWriter err, boolean shown) {
        this.err = err;
        this.shown = shown;
    }

    public static Progress on(PrintWriter err) {
        return new Progress(err, isTerminal() && !"dumb".equals(System.getenv("TERM")));
    }

    /// Shows nothing.
    public static Progress none() {
        return new Progress(new PrintWriter(PrintWriter.nullWriter()), false);
    }

    public void show(String text) {
        say(CLEAR + text);
    }

    public void clear() {
        say(CLEAR);
    }

    private void say(String text) {
        if (shown) {
            err.print(text);
            err.flush();
        }
    }

    /// Java tells only of standard input and output together; the kernel tells where standard error leads.
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return System.console() != null && System.console().isTerminal();
        }
    }
}
