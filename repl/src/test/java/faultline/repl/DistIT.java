package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// The product's module path as the launcher finds it.
@DisplayNameGeneration(ReplaceUnderscores.class)
class DistIT {
    private final ModuleFinder dist = ModuleFinder.of(Path.of("target/dist/lib"));

    /// An automatic module reads everything and exports everything, so each one is let in by name.
    @Test
    void the_automatic_modules_are_those_that_the_parent_pom_allows() {
        Set<String> allowed = Set.of(System.getProperty("faultline.automatic.modules").split(" "));

        Set<String> automatic = names(dist.findAll().stream().map(ModuleReference::descriptor)
                .filter(ModuleDescriptor::isAutomatic));

        assertEquals(new TreeSet<>(allowed), automatic,
                "a new automatic module is to be allowed in pom.xml (automatic.modules), or done without");
    }

    /// The testkit alone is used where there is a JUnit.
    @Test
    void nothing_but_the_jdk_is_missing_from_it() {
        Set<String> there = names(Stream.of(dist, ModuleFinder.ofSystem())
                .flatMap(finder -> finder.findAll().stream()).map(ModuleReference::descriptor));

        Set<String> required = dist.findAll().stream().map(ModuleReference::descriptor)
                .filter(module -> !module.name().equals("faultline.testkit"))
                .flatMap(module -> module.requires().stream())
                .filter(requires -> !requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .map(ModuleDescriptor.Requires::name).collect(Collectors.toSet());

        assertTrue(there.containsAll(required), required + " in " + there);
    }

    /// As the launcher does after a build: where it cannot be made, every command starts more slowly.
    @Test
    void the_tests_found_it_fit_for_a_cache_of_what_workers_load() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            assertTrue(files.anyMatch(file -> file.getFileName().toString().matches("worker-.*[.]aot")));
        }
    }

    private static Set<String> names(Stream<ModuleDescriptor> modules) {
        return modules.map(ModuleDescriptor::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
