package faultline.repl;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import com.google.inject.Injector;

/// A session without a user, so that the JVM can note which classes one needs: the launcher's build step
/// runs it once, and makes of the notes what lets the next start be quick. It uses no worker, and no history.
final class Rehearsal {
    /// Asked for as a property, because it is nobody's command.
    static final String PROPERTY = "faultline.rehearsal";

    private static final String LINES = """
            help
            help compare
            plugin list
            use refcnt
            maps --jsn
            litm\t --help
            quit
            """;

    private Rehearsal() {
    }

    static void run(CompletableFuture<Injector> desk) throws IOException {
        System.out.print(Version.answer().text());
        try (PipedOutputStream keys = new PipedOutputStream()) {
            PipedInputStream typed = new PipedInputStream(keys);
            keys.write(LINES.replace("\n", "\r").getBytes(StandardCharsets.UTF_8));
            new Prompt(desk.thenApply(wired -> wired.getInstance(Prompt.Desk.class)))
                    .run(typed, OutputStream.nullOutputStream());
        }
    }
}
