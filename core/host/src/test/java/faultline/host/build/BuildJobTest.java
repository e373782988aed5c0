package faultline.host.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import faultline.host.Exit;
import faultline.host.ModulePath;
import faultline.host.Trouble;
import faultline.host.plugin.Plugin;
import faultline.host.plugin.PluginCatalog;
import faultline.host.worker.JobContext;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From sources to a jar, and what is said where there is none.
@DisplayNameGeneration(ReplaceUnderscores.class)
class BuildJobTest {
    private static final String STRATEGY = """
            package mine;

            import faultline.kernel.lock.*;
            import faultline.kernel.mm.*;

            public final class Mine implements LockStrategy {
                public String name() { return "mine"; }
                public String summary() { return "mine alone"; }
                public Reuse reuse() { return Reuse.AT_ONCE; }
                public boolean readerExcludes() { return true; }
                public boolean readerMaySleep() { return true; }
                public int bytesPerVma() { return 0; }
                public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) { return null; }
                public VmaLock forVma(Kernel kernel, Vma vma) { return null; }
            }
            """;

    @TempDir private Path folder;

    @Test
    void one_file_gets_a_module_of_its_packages_name() throws IOException {
        Path jar = build(written("Mine.java", STRATEGY));

        ModuleDescriptor module = ModuleFinder.of(jar).findAll().iterator().next().descriptor();
        assertEquals("mine", module.name());
        assertEquals(Set.of("java.base", "faultline.kernel"), module.requires().stream()
                .map(ModuleDescriptor.Requires::name).collect(Collectors.toSet()));
        PluginCatalog catalog = PluginCatalog.of(ModulePath.ofThisJvm(), List.of(jar));
        assertEquals(List.of("mine alone"), catalog.plugins().stream().map(Plugin::summary).toList());
    }

    @Test
    void a_project_is_a_plugin_before_anything_is_written_in_it() throws IOException {
        Project.create(folder.resolve("my-lock"), "my-lock");

        Path jar = build(folder.resolve("my-lock"));

        PluginCatalog catalog = PluginCatalog.of(ModulePath.ofThisJvm(), List.of(jar));
        assertEquals(List.of(), catalog.rejected());
        assertEquals("my-lock", catalog.plugins().getFirst().name());
    }

    @Test
    void a_jar_is_taken_as_it_is() throws IOException {
        Path first = build(written("Mine.java", STRATEGY));

        assertEquals(-1, Files.mismatch(first, build(first, folder.resolve("second.jar"))));
    }

    @Test
    void a_slip_is_told_with_its_line_and_a_caret() throws IOException {
        Path file = written("Mine.java", STRATEGY.replace("\"mine\"; }", "\"mine\" }")
                .replace("Reuse.AT_ONCE", "Reuse.NEVER"));

        assertEquals("""
                does not compile, 1 error
                  Mine.java:7: ';' expected
                      public String name() { return "mine" }
                                                          ^""", refusal(file));
    }

    @Test
    void errors_that_are_many_are_counted() throws IOException {
        Path file = written("Mine.java", STRATEGY.replace("mine alone\";", "mine alone\" + a + b + c + d + e + f;"));

        String told = refusal(file);
        assertEquals("does not compile, 6 errors", told.lines().findFirst().orElseThrow());
        assertEquals("  and 1 more", told.lines().reduce((before, last) -> last).orElseThrow());
    }

    @Test
    void code_without_a_strategy_is_no_plugin() throws IOException {
        assertEquals("has no strategy\n  no public class in it implements faultline.kernel.lock.LockStrategy",
                refusal(written("Mine.java", STRATEGY.replace("public final class", "final class"))));
    }

    @Test
    void a_class_needs_a_package() throws IOException {
        assertEquals("has a class in no package\n  a module has none: begin the file with 'package mine;'",
                refusal(written("Mine.java", STRATEGY.replace("package mine;", ""))));
    }

    @Test
    void an_empty_folder_has_nothing_to_build() {
        assertEquals("it has no Java file\n  at " + folder + "\n  next: plugin new my-lock", refusal(folder));
    }

    @Test
    void a_file_that_is_no_java_and_no_jar_is_no_plugin() throws IOException {
        Path notes = written("notes.txt", "buy milk");

        assertEquals("it is no plugin\n  a plugin is a folder, one .java file or a .jar\n  at " + notes
                + "\n  next: plugin new my-lock", refusal(notes));
    }

    private Path written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path build(Path source) throws IOException {
        return build(source, folder.resolve("built.jar"));
    }

    private static Path build(Path source, Path jar) throws IOException {
        List<String> modules = ModulePath.ofThisJvm().closure(List.of("faultline.kernel")).values().stream()
                .map(Path::toString).toList();
        List<BuildJob.Built> built = new ArrayList<>();
        new BuildJob().run(new BuildJob.Order(source.toString(), modules, jar.toString()),
                new JobContext<>(built::add));
        assertEquals(1, built.size());
        return jar;
    }

    private String refusal(Path source) {
        Trouble trouble = assertThrows(Trouble.class, () -> build(source));
        assertEquals(Exit.PLUGIN, trouble.exit());
        return trouble.text();
    }
}
