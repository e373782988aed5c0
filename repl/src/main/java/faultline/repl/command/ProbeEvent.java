package faultline.repl.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import faultline.host.Exit;
import faultline.host.Trouble;

/// The lines that an administrator types to put a uprobe on a function, and to take it away. One probe a
/// file: it is named after the file's inode, so users do not get in each other's way.
///
/// @param mounted where the kernel's tracing is reached, or will be
/// @param mount   what has to be done first for that; mostly nothing
record ProbeEvent(String mounted, String mount, String name, Path library, long offset) {
    private static final String USUAL_PLACE = "/sys/kernel/tracing";

    static ProbeEvent on(Path library, long offset) {
        try {
            String name = "faultline/nop_" + Files.getAttribute(library, "unix:ino");
            return Files.readAllLines(Path.of("/proc/self/mounts")).stream().map(line -> line.split(" "))
                    .filter(mount -> mount[2].equals("tracefs")).findFirst()
                    .map(mount -> new ProbeEvent(mount[1], "", name, library, offset))
                    .orElseGet(() -> new ProbeEvent(USUAL_PLACE,
                            "mount -t tracefs none " + USUAL_PLACE + " && ", name, library, offset));
        } catch (IOException | UnsupportedOperationException unreadable) {
            throw new Trouble(Exit.INCONCLUSIVE, "what a probe needs cannot be read")
                    .why(unreadable.toString());
        }
    }

    String add() {
        return "sudo sh -c '%secho p:%s %s:0x%x >> %s/uprobe_events && echo 1 > %s/events/%s/enable'"
                .formatted(mount, name, library, offset, mounted, mounted, name);
    }

    String remove() {
        return "sudo sh -c 'echo 0 > %s/events/%s/enable && echo -:%s >> %s/uprobe_events'"
                .formatted(mounted, name, name, mounted);
    }
}
