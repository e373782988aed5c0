package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import faultline.host.Exit;
import faultline.host.ModulePath;
import faultline.host.worker.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A student's strategy costs the command that ran it, and nothing else: the mappings are there afterwards.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class BadStrategyTest {
    private static final String MODULE = """
            module student.bad {
                requires faultline.kernel;
                provides faultline.kernel.lock.LockStrategy with
                    student.bad.BadLock, student.bad.BadStart, student.bad.SlowStart;
            }
            """;
    private static final String STRATEGY = """
            package student.bad;

            import java.util.ArrayList;
            import java.util.List;
            import java.util.concurrent.CountDownLatch;
            import faultline.kernel.lock.AddressSpaceLock;
            import faultline.kernel.lock.LockStrategy;
            import faultline.kernel.lock.Look;
            import faultline.kernel.lock.Reuse;
            import faultline.kernel.lock.VmaLock;
            import faultline.kernel.memory.Task;
            import faultline.kernel.mm.Kernel;
            import faultline.kernel.mm.MmStruct;
            import faultline.kernel.mm.Vma;

            public class BadLock implements LockStrategy, AddressSpaceLock, VmaLock {
                public BadLock() { }
                public String name() { return "bad"; }
                public String summary() { return "does what a student's first try may do"; }
                public Reuse reuse() { return Reuse.AFTER_RCU; }
                public boolean readerExcludes() { return false; }
                public boolean readerMaySleep() { return false; }
                public int bytesPerVma() { return 0; }
                public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) { return this; }
                public VmaLock forVma(Kernel kernel, Vma vma) { return this; }
                public void initMm(Task task) { }
                public void init(Task task, Vma vma, Vma copiedFrom) { }
                public boolean startRead(Task task, long address, Look look) {
                    if (address == 0x1000) {
                        System.exit(3);
                    }
                    if (address == 0x2000) {
                        throw new IllegalStateException("no such VMA");
                    }
                    while (address == 0x3000) {
                        Thread.onSpinWait();
                    }
                    if (address == 0x4000) {
                        deadlock();
                    }
                    List<long[]> heap = new ArrayList<>();
                    while (address == 0x5000) {
                        heap.add(new long[1 << 20]);
                    }
                    while (address == 0x6000) {
                        System.out.println("startRead was called with " + address);
                    }
                    return false;
                }
                private static void deadlock() {
                    CountDownLatch both = new CountDownLatch(2);
                    Object one = new Object();
                    Object other = new Object();
                    Thread.ofPlatform().daemon().start(() -> take(other, one, both));
                    take(one, other, both);
                }
                private static void take(Object first, Object second, CountDownLatch both) {
                    synchronized (first) {
                        both.countDown();
                        try {
                            both.await();
                        } catch (InterruptedException stop) {
                            return;
                        }
                        synchronized (second) { }
                    }
                }
                public void endRead(Task task, Look look) { }
                public boolean startWrite(Task task, Vma vma, boolean killable) { return true; }
                public void endWriteAll(Task task) { }
                public void markAttached(Task task, Vma vma) { }
                public void markDetached(Task task, Vma vma) { }
            }
            """;
    private static final String START = """
            package student.bad;

            public final class NAME extends BadLock {
                static {
                    DEED
                }
                public NAME() { }
                public String name() { return "TYPED"; }
            }
            """;
    private static final String ANEW = "  the address space was built anew from 1 command, without this one\n"
            + "  next: maps\n";

    @TempDir private static Path folder;
    private static Desk desk;

    @BeforeAll
    static void open() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src/student/bad"));
        Files.writeString(folder.resolve("src/module-info.java"), MODULE);
        Files.writeString(sources.resolve("BadLock.java"), STRATEGY);
        Files.writeString(sources.resolve("BadStart.java"), START.replace("NAME", "BadStart")
                .replace("TYPED", "bad-start").replace("DEED", "System.exit(3);"));
        Files.writeString(sources.resolve("SlowStart.java"), START.replace("NAME", "SlowStart")
                .replace("TYPED", "slow-start").replace("DEED", "while (Thread.currentThread() != null) { }"));
        String path = ModulePath.ofThisJvm().closure(List.of("faultline.kernel")).values().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        int failed = ToolProvider.findFirst("javac").orElseThrow().run(out, out, "-p", path,
                "-d", folder.resolve("classes").toString(),
                folder.resolve("src/module-info.java").toString(), sources.resolve("BadLock.java").toString(),
                sources.resolve("BadStart.java").toString(), sources.resolve("SlowStart.java").toString());
        assertEquals(0, failed, messages.toString());
        Files.writeString(folder.resolve("notes.jar"), "no jar");
        desk = new Desk(List.of(folder.resolve("classes"), folder.resolve("notes.jar")));
        desk.part(Workers.class).keepAhead();
        assertEquals(Exit.GOOD, desk.run("use bad"));
        assertEquals(Exit.GOOD, desk.run("mmap rw 64K"));
        desk.printed();
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @Test
    void that_ends_the_jvm_is_named_with_its_exit_code() {
        assertEquals(Exit.FAILED, desk.run("fault 0x1000 r"));

        assertEquals("bad: ended the JVM with exit code 3\n"
                + "  a strategy must not call System.exit or Runtime.halt\n" + ANEW, desk.printed());
        mappingsAreThere();
    }

    @Test
    void that_loops_or_deadlocks_is_stopped_at_its_time_limit() {
        for (String address : List.of("0x3000", "0x4000")) {
            assertEquals(Exit.TIME_LIMIT, desk.run("fault " + address + " r --time-limit 0.3"));

            assertEquals("bad: did not end within 300 ms\n" + ANEW, desk.printed());
            mappingsAreThere();
        }
    }

    @Test
    void that_fills_the_heap_is_named() {
        assertEquals(Exit.FAILED, desk.run("fault 0x5000 r"));

        assertEquals("bad: ran out of memory in 512 MiB of heap\n  Java heap space\n" + ANEW, desk.printed());
        mappingsAreThere();
    }

    @Test
    void that_floods_the_output_is_named() {
        assertEquals(Exit.FAILED, desk.run("fault 0x6000 r"));

        assertEquals("bad: printed more than 1024 KiB\n" + ANEW, desk.printed());
        mappingsAreThere();
    }

    @Test
    void that_ends_the_jvm_or_loops_before_it_was_made_leaves_the_strategy_in_use() {
        assertEquals(Exit.FAILED, desk.run("use bad-start"));
        assertEquals("bad-start: ended the JVM with exit code 3\n"
                + "  a strategy must not call System.exit or Runtime.halt\n  next: help use\n", desk.printed());
        assertEquals(Exit.TIME_LIMIT, desk.run("use slow-start --time-limit 0.3"));
        assertEquals("slow-start: did not end within 300 ms\n"
                + "  next: --time-limit 600 use slow-start\n", desk.printed());

        mappingsAreThere();
    }

    @Test
    void that_is_measured_for_too_long_is_stopped() {
        assertEquals(Exit.TIME_LIMIT, desk.run("compare vma-read slow-start --threads 1 --time-limit 0.3"));

        String said = desk.printed();
        assertTrue(said.contains("slow-start") && said.contains(": did not end within 300 ms\n"), said);
        mappingsAreThere();
    }

    @Test
    void that_throws_is_named_with_the_place() {
        desk.run("fault 0x2000 r");

        String said = desk.printed();
        assertTrue(said.startsWith("bad: threw java.lang.IllegalStateException: no such VMA\n"), said);
        assertTrue(said.contains("BadLock.java:"), said);
        mappingsAreThere();
    }

    @Test
    void that_loops_is_stopped_by_an_interrupt() throws InterruptedException {
        Thread runner = Thread.currentThread();
        Thread controlC = Thread.ofPlatform().start(() -> interruptWhenItWaits(runner));

        assertEquals(Exit.INTERRUPTED, desk.run("fault 0x3000 r"));

        Thread.interrupted();
        controlC.join();
        assertEquals("bad: was stopped\n" + ANEW, desk.printed());
        mappingsAreThere();
    }

    @Test
    void that_does_not_load_is_named_with_the_reason_and_the_others_are_listed() {
        assertEquals(Exit.PLUGIN, desk.run("strategies --time-limit 0.3"));

        String said = desk.printed();
        assertTrue(said.contains("* bad         does what a student's first try may do\n"), said);
        assertTrue(said.endsWith("a plugin was not loaded\n  " + folder.resolve("notes.jar")
                + " is not a jar: "
                + "zip END header not found\n  next: plugin load " + folder.resolve("notes.jar") + "\n"), said);
    }

    /// The command waits for the worker's answer as soon as it has asked.
    private static void interruptWhenItWaits(Thread runner) {
        while (runner.getState() != Thread.State.WAITING && runner.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        runner.interrupt();
    }

    private void mappingsAreThere() {
        assertEquals(Exit.GOOD, desk.run("maps"));
        assertEquals("""
                7ffff7fef000-7ffff7fff000 rw-p 00000000 00:00 0
                7ffffffde000-7ffffffff000 rw-p 00000000 00:00 0                          [stack]
                """, desk.printed());
    }
}
