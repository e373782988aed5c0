package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import faultline.repl.text.Choice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// What Tab offers, and what it says about it.
@DisplayNameGeneration(ReplaceUnderscores.class)
class CompletionTest {
    private static final Desk DESK = new Desk();

    @AfterAll
    static void close() {
        DESK.close();
    }

    @Test
    void a_line_begins_with_a_command() {
        assertEquals(List.of("maps", "mmap", "munmap", "mprotect"), values("m"));
        assertEquals(List.of(new Choice("vmstat",
                "The counters of the fault path, named as in /proc/vmstat.")),
                choices("v"));
    }

    @Test
    void an_option_is_offered_once() {
        assertEquals(List.of("--file", "--at", "--shared", "--stack", "--json", "--help"),
                values("mmap rw 4K --"));
        assertEquals(List.of("--stack"), values("mmap --shared --s"));
    }

    @Test
    void options_of_faultline_itself_may_stand_before_the_command() {
        assertEquals(List.of("load", "list"), values("--time-limit 5 --plugins my-lock plugin l"));
        assertEquals(List.of("vmstat"), values("--plug=my-lock,yours v"));
        assertEquals(List.of(), values("--time-limit "));
    }

    @Test
    void an_options_value_is_of_its_own_kind() {
        assertEquals(List.of("a.so", "b.so", "data.bin"), values("mmap --file "));
        assertEquals(List.of("shared", "own"), values("compare page_fault1 --layout "));
        assertTrue(values("compare page_fault1 --threads 1,").stream()
                .allMatch(value -> value.startsWith("1,")));
    }

    @Test
    void strategies_and_workloads_say_what_they_are() {
        assertEquals(List.of("seqcount", "srcu", "store-free"), values("use s"));
        assertTrue(choices("use refc").getFirst().meaning().contains("vm_refcnt"));
        assertEquals(List.of("trig-uprobe-nop", "trig-uprobe-ret", "trig-uretprobe-nop"),
                values("bench trig"));
        assertEquals(List.of("seqcount", "store-free"), values("compare pft srcu s"));
    }

    @Test
    void a_prefix_of_a_command_is_that_command() {
        assertEquals(List.of("r", "w", "x"), values("fa 0x1000 "));
        assertEquals(List.of("quit"), values("help q"));
    }

    @Test
    void addresses_are_those_of_the_mappings_there_are() {
        DESK.run("mmap --file b.so rx 64K");

        assertEquals(List.of(new Choice("b.so", "where it is mapped first"),
                new Choice("[stack]", "where it is mapped first"),
                new Choice("0x7ffff7fef000", "r-xp 64K b.so"),
                new Choice("0x7ffffffde000", "rw-p 132K [stack]")),
                choices("fault "));
        assertEquals(List.of("0x7ffff7fef000"), values("munmap 0x7ffff7fe"));
    }

    @Test
    void scenarios_letters_and_tokens_are_offered() {
        assertEquals(List.of("store-free", "store-buffering", "store-buffering-barriers"), values("explore store"));
        assertTrue(values("explore refcount look-at").contains("look-at-remap"));
        assertTrue(values("play message").contains("message-passing"));
        assertTrue(values("explore refcount --drop Srcu.").containsAll(List.of("Srcu.A", "Srcu.B")));
        assertTrue(choices("explore vma-seq --drop A").getFirst().meaning().startsWith("storeRelease, "));

        DESK.run("explore message-passing");

        assertEquals(1, values("replay ").stream().filter(value -> value.matches("\\w{5}-.*-x.*")).count());
        assertEquals(values("replay "), values("step "));
    }

    @Test
    void what_no_command_takes_is_not_offered() {
        assertEquals(List.of(), values("help maps "));
        assertEquals(List.of(), values("frobnicate "));
        assertEquals(List.of("--json", "--help"), values("maps "));
    }

    private static List<String> values(String line) {
        return choices(line).stream().map(Choice::value).toList();
    }

    private static List<Choice> choices(String line) {
        int cut = line.lastIndexOf(' ') + 1;
        return DESK.part(CommandTree.class).complete(Words.of(line.substring(0, cut)), line.substring(cut));
    }
}
