package faultline.course.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import faultline.course.Exercise;
import faultline.course.grade.Grade.Ending;

/// What a student may hand in who wants points without an answer, or harm. All begin with the right answer,
/// so that whatever is done beside it is what the grade is about.
///
/// @param ending how grading must end
/// @param reason what the reason must contain; for a paper that is graded, how it stands
/// @param change what becomes of the right answer's text
/// @param files  other files in the folder, by their names
record Hostile(String name, Ending ending, String reason, UnaryOperator<String> change, List<Beside> files) {
    static final String SOURCE = "FirstLock.java";
    private static final String STEP = "        return false;\n    }\n\n    /// Whether the writer";
    private static final String CLASS = "public final class FirstLock implements";
    private static final String FULL = "3 of 3";

    record Beside(String name, UnaryOperator<String> text) {
    }

    static List<Hostile> all() {
        return List.of(
                step("endless-loop", Ending.NOT_GRADED, "time limit", "while (address >= 0) { }"),
                member("endless-start", Ending.NOT_GRADED, "time limit",
                        "static final boolean MADE = loop();\n static boolean loop() { while (true) { } }"),
                step("thread", "java.lang.Thread", "new Thread(() -> { }).start();"),
                step("virtual-thread", "java.lang.Thread.startVirtualThread", "Thread.startVirtualThread(null);"),
                new Hostile("heap-bomb", Ending.ENDED, "ran out of memory in 384 MiB", text -> stepped(text,
                        "Node all = null; while (address >= 0) { all = new Node(all, all); }").replace(CLASS,
                        "record Node(Object a, Object b) { }\n" + CLASS), List.of()),
                new Hostile("heap-brim", Ending.ENDED, "ran out of memory in 384 MiB", text -> stepped(text,
                        "Node all = null; for (int n = 0; n < 13_500_000; n++) { all = new Node(all, null); } "
                                + "while (address >= 0) { all = new Node(all.a(), null); }").replace(CLASS,
                        "record Node(Object a, Object b) { }\n" + CLASS), List.of()),
                step("stack-bomb", Ending.GRADED, "0 of 3", "startRead(task, address, look);"),
                step("exit", "java.lang.System.exit", "System.exit(0);"),
                step("halt", "java.lang.Runtime", "Runtime.getRuntime().halt(0);"),
                step("output-flood", "java.lang.System.out", "while (true) { System.out.println(\"flood\"); }"),
                step("print-by-exception", "java.lang.IllegalStateException.printStackTrace",
                        "new IllegalStateException().printStackTrace();"),
                member("file-by-method-reference", Ending.REFUSED, "java.io.FileReader",
                        "interface Open { Object open(String it) throws java.io.IOException; }\n"
                                + "static final Open OPEN = java.io.FileReader::new;"),
                member("file-by-print-stream", Ending.REFUSED, "java.io.PrintStream",
                        "static void steal() throws java.io.IOException { new java.io.PrintStream(\"stolen\"); }"),
                step("reading-the-solution", "java.lang.Class.getResourceAsStream",
                        "FirstLock.class.getResourceAsStream(\"/solution/FirstLock.java\");"),
                new Hostile("delegating", Ending.NOT_BUILT, "package faultline.refcount does not exist",
                        text -> stepped(text, "new faultline.refcount.RefcountStrategy();"), List.of()),
                step("services", "java.util.ServiceLoader", "java.util.ServiceLoader.load(LockStrategy.class);"),
                step("reflection", "java.lang.Class.getDeclaredMethods", "FirstLock.class.getDeclaredMethods();"),
                step("protocol-text", "java.lang.System.out", "System.out.print(\"Done PASS\");"),
                step("counters", "faultline.kernel.mm.Kernel.countLookup",
                        "look.vma.mmOnce().kernel().countLookup(task, true);"),
                step("catching-the-violation", "a handler catches java.lang.RuntimeException",
                        "try { task.memory().bug(\"\"); } catch (RuntimeException caught) { }"),
                step("catching-the-bug", "a handler catches faultline.kernel.memory.KernelBug",
                        "try { task.memory().bug(\"\"); } catch (faultline.kernel.memory.KernelBug caught) { }"),
                beside("multi-release", Ending.NOT_BUILT, "two of its files are", "src/FirstLock.java",
                        text -> stepped(text, "System.exit(0);")),
                beside("multi-release-folder", Ending.GRADED, FULL, "META-INF/versions/25/FirstLock.java",
                        text -> stepped(text, "System.exit(0);")),
                beside("classes-beside", Ending.GRADED, FULL, "firstlock/FirstLock.class", text -> "no class"),
                beside("module-declaration", Ending.GRADED, FULL, "module-info.java", text ->
                        "open module evil { requires jdk.unsupported; uses faultline.lab.Scenes; }"),
                beside("processor", Ending.NOT_BUILT, "package javax.annotation.processing is not visible",
                        "Evil.java", text -> "package firstlock;\npublic abstract class Evil extends "
                                + "javax.annotation.processing.AbstractProcessor { }"),
                beside("package-of-the-lab", Ending.NOT_BUILT, "has a class in a package of the product",
                        "Scan.java", text -> "package faultline.lab.scan;\npublic class Scan { }"),
                beside("package-of-the-kernel", Ending.NOT_BUILT, "package exists in another module",
                        "Word.java", text -> "package faultline.kernel.memory;\npublic class Word { }"),
                member("native", Ending.REFUSED, "steal is native", "static native void steal();"),
                step("library", "java.lang.System.loadLibrary", "System.loadLibrary(\"evil\");"),
                member("environment-in-text", Ending.REFUSED, "java.lang.System.getenv",
                        "static final String TOLD = \"it is \" + System.getenv(\"HOME\");"),
                step("identity", "java.lang.System.identityHashCode",
                        "if (System.identityHashCode(look) % 2 == 0) { return false; }"),
                member("state", Ending.REFUSED, "field seen can change", "private static int seen;"),
                new Hostile("compiler-bomb", Ending.NOT_BUILT, "the compiler gave up on it", text -> stepped(text, "long n = " + "(".repeat(9_000)
                        + "address" + ")".repeat(9_000) + ";"), List.of()));
    }

    private static Hostile step(String name, String reason, String step) {
        return step(name, Ending.REFUSED, reason, step);
    }

    private static Hostile step(String name, Ending ending, String reason, String step) {
        return new Hostile(name, ending, reason, text -> stepped(text, step), List.of());
    }

    private static String stepped(String text, String step) {
        return text.replace(STEP, "        if (address >= 0) { " + step + " }\n" + STEP);
    }

    private static Hostile member(String name, Ending ending, String reason, String member) {
        return new Hostile(name, ending, reason, text -> text.replace("    /// What you type", "    " + member
                + "\n\n    /// What you type"), List.of());
    }

    private static Hostile beside(String name, Ending ending, String reason, String file, UnaryOperator<String> text) {
        return new Hostile(name, ending, reason, UnaryOperator.identity(), List.of(new Beside(file, text)));
    }

    Path writeTo(Path folder, Exercise exercise) throws IOException {
        String right = exercise.solution().sources().get("firstlock/FirstLock.java");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(SOURCE), change.apply(right));
        for (Beside file : files) {
            Path place = folder.resolve(file.name());
            Files.createDirectories(place.getParent());
            Files.writeString(place, file.text().apply(right));
        }
        return folder;
    }

    @Override public String toString() {
        return name;
    }
}
