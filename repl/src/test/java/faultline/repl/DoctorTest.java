package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import faultline.host.Exit;
import faultline.lab.linux.YourKernel;
import faultline.repl.work.Checkup;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the doctor looks at. What it finds is the machine's.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class DoctorTest {
    @Test
    void every_part_is_looked_at_and_what_is_less_than_well_has_a_cure() {
        try (Desk desk = new Desk(new YourKernel("Linux", "6.18.0"))) {
            List<Checkup.Sign> signs = desk.part(Checkup.class).all();

            assertEquals(List.of("JDK", "compiler", "Maven", "terminal", "processors", "pinning", "noise",
                    "your kernel", "uprobes"), signs.stream().map(Checkup.Sign::part).toList());
            assertTrue(signs.stream().allMatch(sign -> sign.state() == Checkup.State.OK
                    == sign.fix().isEmpty()), signs.toString());
            assertEquals("6.18.0; a fault takes vm_refcnt of the VMA, as refcount does;"
                    + " kernel page_fault1 measures it", signs.get(7).found());
        }
    }

    @Test
    void elsewhere_than_on_linux_all_but_the_kernel_works() {
        try (Desk desk = new Desk(new YourKernel("Mac OS X", "15.1"))) {
            assertEquals(Exit.GOOD, desk.run("doctor"));

            String said = desk.printed();
            assertTrue(said.contains("LESS  your kernel  Mac OS X, which is not measured\n"), said);
            assertTrue(said.contains("to do: the kernel command needs Linux; all else works\n"), said);
        }
    }
}
