package faultline.repl.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// What an administrator pastes into a shell.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProbeEventTest {
    private static final Path LIBRARY = Path.of("/home/ada/.cache/faultline/trigger-1.so");

    @Test
    void one_line_adds_the_probe_and_one_removes_it() {
        ProbeEvent event = new ProbeEvent("/sys/kernel/tracing", "", "faultline/nop_7", LIBRARY, 0x1000);

        assertEquals("sudo sh -c 'echo p:faultline/nop_7 /home/ada/.cache/faultline/trigger-1.so:0x1000"
                + " >> /sys/kernel/tracing/uprobe_events"
                + " && echo 1 > /sys/kernel/tracing/events/faultline/nop_7/enable'", event.add());
        assertEquals("sudo sh -c 'echo 0 > /sys/kernel/tracing/events/faultline/nop_7/enable"
                + " && echo -:faultline/nop_7 >> /sys/kernel/tracing/uprobe_events'", event.remove());
    }

    @Test
    void tracing_that_is_not_mounted_is_mounted_first() {
        ProbeEvent event = new ProbeEvent("/sys/kernel/tracing",
                "mount -t tracefs none /sys/kernel/tracing && ", "faultline/nop_7", LIBRARY, 0x1000);

        assertEquals("sudo sh -c 'mount -t tracefs none /sys/kernel/tracing && echo p:faultline/nop_7 ",
                event.add().substring(0, event.add().indexOf("/home")));
    }
}
