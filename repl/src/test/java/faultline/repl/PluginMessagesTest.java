package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.ModulePath;
import faultline.host.worker.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every way in which a plugin does not load, each said in a golden file `plugin-….txt`.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class PluginMessagesTest {
    private static final String PROVIDES =
            "    provides faultline.kernel.lock.LockStrategy with mylock.MyLock;\n";
    private static final int JAVA_26 = 44 + 26;
    private static final int MAJOR = 7;   // the byte of a class file

    private static Desk desk;
    @TempDir private static Path made;
    @TempDir private Path folder;
    private Path project;

    @BeforeAll
    static void open() {
        desk = new Desk();
        desk.part(Workers.class).keepAhead();
        assertEquals(Exit.GOOD, desk.run("plugin new my-lock --in " + made));
        desk.printed();
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @AfterEach
    void drop() {
        desk.run("plugin drop my-lock");
        desk.printed();
    }

    @BeforeEach
    void a_project_that_is_well() throws IOException {
        project = folder.resolve("my-lock");
        try (Stream<Path> files = Files.walk(made.resolve("my-lock"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(made.resolve("my-lock/repository"))).toList()) {
                Path copy = folder.resolve(made.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void a_jar_without_module_info() throws IOException {
        Path classes = compiled();
        Files.delete(classes.resolve("module-info.class"));

        refuses("no-module-info", jar(classes, "my-lock.jar"));
    }

    @Test
    void a_module_that_provides_nothing() throws IOException {
        edit("module-info.java", PROVIDES, "");

        refuses("no-provides", project);
    }

    @Test
    void a_module_that_provides_another_service() throws IOException {
        edit("module-info.java", PROVIDES, "    provides java.lang.Runnable with mylock.MyLock;\n");
        edit("mylock/MyLock.java", "implements LockStrategy {",
                "implements LockStrategy, Runnable {\n    @Override public void run() { }\n");

        refuses("wrong-service", project);
    }

    @Test
    void a_class_file_that_is_too_new() throws IOException {
        Path classes = compiled();
        Path provider = classes.resolve("mylock/MyLock.class");
        byte[] bytes = Files.readAllBytes(provider);
        bytes[MAJOR] = JAVA_26;
        Files.write(provider, bytes);

        refuses("too-new", jar(classes, "my-lock.jar"));
    }

    @Test
    void a_name_that_is_taken() throws IOException {
        edit("mylock/MyLock.java", "return \"my-lock\"", "return \"rwsem\"");

        refuses("name-taken", project);
    }

    @Test
    void two_jars_of_one_module() throws IOException {
        Path classes = compiled();
        Path first = jar(classes, "first.jar");
        assertEquals(Exit.GOOD, desk.run("plugin load " + first));
        desk.printed();

        refuses("two-jars", jar(classes, "second.jar"));
    }

    @Test
    void a_constructor_that_throws() throws IOException {
        edit("mylock/MyLock.java", "implements LockStrategy {",
                "implements LockStrategy { { if (true) throw new IllegalStateException(\"not today\"); }");

        refuses("constructor-throws", project);
    }

    @Test
    void a_static_initialiser_that_throws() throws IOException {
        edit("mylock/MyLock.java", "implements LockStrategy {",
                "implements LockStrategy { static final int ZERO = 1 / Integer.signum(0);");

        refuses("initialiser-throws", project);
    }

    @Test
    void a_constructor_that_nobody_may_call() throws IOException {
        Path classes = compiled();
        Path sources = folder.resolve("private");
        Files.createDirectories(sources.resolve("mylock"));
        Path hidden = sources.resolve("mylock/MyLock.java");
        Files.writeString(hidden, Files.readString(source("mylock/MyLock.java"))
                .replace("implements LockStrategy {", "implements LockStrategy { private MyLock() { }"));
        compile(classes, classes, List.of(hidden));

        refuses("private-constructor", jar(classes, "my-lock.jar"));
    }

    @Test
    void sources_that_do_not_compile() throws IOException {
        edit("mylock/MyLock.java", "return \"my-lock\";", "return my-lock;");

        refuses("does-not-compile", project);
    }

    @Test
    void a_folder_without_sources_and_a_file_that_is_no_jar() throws IOException {
        refuses("no-sources", Files.createDirectories(folder.resolve("empty")));
        refuses("no-jar", Files.writeString(folder.resolve("notes.jar"), "no jar"));
        refuses("not-there", folder.resolve("my-lokc"));
    }

    private void refuses(String name, Path place) throws IOException {
        Exit exit = desk.run("plugin load " + place);

        Golden.assertSays("plugin-" + name, desk.printed().replace(folder.toString(), "FOLDER"));
        assertEquals(Exit.PLUGIN, exit);
    }

    private Path source(String file) {
        return project.resolve("src/main/java").resolve(file);
    }

    private void edit(String file, String from, String to) throws IOException {
        String text = Files.readString(source(file));
        assertTrue(text.contains(from), text);
        Files.writeString(source(file), text.replace(from, to));
    }

    private Path compiled() throws IOException {
        Path classes = folder.resolve("classes");
        try (Stream<Path> files = Files.walk(project.resolve("src/main/java"))) {
            compile(classes, null, files.filter(file -> file.toString().endsWith(".java")).toList());
        }
        return classes;
    }

    private static void compile(Path classes, Path patched, List<Path> sources) {
        String path = ModulePath.ofThisJvm().closure(List.of("faultline.kernel")).values().stream()
                .map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        Stream<String> options = patched == null ? Stream.of("-p", path)
                : Stream.of("-p", path + File.pathSeparator + patched, "--patch-module",
                        "mylock=" + sources.getFirst().getParent().getParent());
        String[] words = Stream.of(Stream.of("-proc:none", "-d", classes.toString()), options,
                sources.stream().map(Path::toString)).flatMap(part -> part).toArray(String[]::new);
        assertEquals(0, ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.out, words));
    }

    private Path jar(Path classes, String name) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
        return jar;
    }
}
