package faultline.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlameTest {
    private static final Plugin.Origin OURS = new Plugin.Origin("faultline.refcount", "R", List.of());
    private static final Plugin.Origin THEIRS = new Plugin.Origin("student.mine", "student.mine.Lock",
            List.of("/somewhere"));

    @Test
    void what_a_students_strategy_throws_is_a_failed_check_at_its_own_line() {
        assertEquals("""
                threw java.lang.IllegalStateException: boom
                  at student.mine.Lock.startRead(Lock.java:7)""",
                told(at(new IllegalStateException("boom"), frame("student.mine", "student.mine.Lock", 7),
                        frame("faultline.kernel", "faultline.kernel.mm.VmFault", 1))).text());
    }

    @Test
    void what_the_kernel_throws_over_it_names_the_line_that_called() {
        Trouble told = told(at(new NullPointerException("vma"), frame("faultline.kernel", "faultline.kernel.mm.Vma", 1),
                frame("student.mine", "student.mine.Lock", 7)));

        assertEquals(Exit.FAILED, told.exit());
        assertEquals("""
                the kernel over it threw java.lang.NullPointerException: vma
                  at student.mine.Lock.startRead(Lock.java:7)""", told.text());
    }

    @Test
    void what_is_thrown_over_a_built_in_strategy_is_our_bug_and_stays_as_it_is() {
        IllegalStateException ours = new IllegalStateException("boom");

        assertSame(ours, assertThrows(IllegalStateException.class, () -> Blame.on(OURS, () -> {
            throw ours;
        })));
    }

    private static Trouble told(RuntimeException thrown) {
        Trouble trouble = assertThrows(Trouble.class, () -> Blame.on(THEIRS, () -> {
            throw thrown;
        }));
        assertEquals(Exit.FAILED, trouble.exit());
        return trouble;
    }

    private static RuntimeException at(RuntimeException thrown, StackTraceElement... frames) {
        thrown.setStackTrace(frames);
        return thrown;
    }

    private static StackTraceElement frame(String module, String type, int line) {
        return new StackTraceElement(null, module, null, type, "startRead", type.replaceFirst(".*\\.", "") + ".java",
                line);
    }
}
