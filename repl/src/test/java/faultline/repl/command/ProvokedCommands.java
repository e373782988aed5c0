package faultline.repl.command;

import java.nio.file.Path;

/// What [faultline.repl.MessagesTest] brings about in this package.
public final class ProvokedCommands {
    private ProvokedCommands() {
    }

    /// Asks for the event of a library that is not there.
    public static void probeEvent() {
        ProbeEvent.on(Path.of("nowhere", "trigger.so"), 0);
    }
}
