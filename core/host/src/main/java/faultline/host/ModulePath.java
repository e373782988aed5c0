package faultline.host;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The modules that a worker may be made of, and which of them a given worker needs.
///
/// A worker gets the exact closure of its roots as its module path, so service binding finds the one strategy
/// that was asked for and no other. `--limit-modules` would do the same, but turns the JVM's class data
/// archive off and costs 50 ms a start.
public final class ModulePath {
    /// Names the module path to use instead of this JVM's own.
    public static final String PROPERTY = "faultline.module.path";

    private final Map<String, ModuleReference> modules;

    private ModulePath(Map<String, ModuleReference> modules) {
        this.modules = modules;
    }

    /// What this JVM was started with. A test's JVM has part of it on its class path, so that is looked
    /// through too.
    public static ModulePath ofThisJvm() {
        return Own.PATH;
    }

    /// Jars, exploded modules and folders of jars; of two modules with one name the first counts. What is no
    /// module is passed over.
    public static ModulePath of(Collection<Path> entries) {
        Map<String, ModuleReference> modules = new LinkedHashMap<>();
        for (Path entry : entries) {
            for (Path place : places(entry)) {
                try {
                    for (ModuleReference module : ModuleFinder.of(place).findAll()) {
                        modules.putIfAbsent(module.descriptor().name(), module);
                    }
                } catch (FindException notAModule) {
                    continue;
                }
            }
        }
        return new ModulePath(Collections.unmodifiableMap(modules));
    }

    /// Where modules may lie in an entry: itself, or the jars and exploded modules in a folder of them.
    public static List<Path> places(Path entry) {
        if (!Files.isDirectory(entry) || isExploded(entry)) {
            return Files.exists(entry) ? List.of(entry) : List.of();
        }
        try (Stream<Path> files = Files.list(entry)) {
            return files.filter(file -> file.toString().endsWith(".jar") || isExploded(file))
                    .sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isExploded(Path folder) {
        return Files.exists(folder.resolve("module-info.class"));
    }

    /// Every module, in the order of the path.
    public Collection<ModuleReference> modules() {
        return modules.values();
    }

    public boolean contains(String module) {
        return modules.containsKey(module);
    }

    /// Where the roots lie and all that they require, directly or not; the JDK's own modules are left out.
    public Map<String, Path> closure(Collection<String> roots) {
        Map<String, Path> found = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            String name = open.removeFirst();
            if (found.containsKey(name) || Jdk.has(name)) {
                continue;
            }
            ModuleReference module = modules.get(name);
            if (module == null) {
                throw new Trouble(Exit.BUG, "module '" + name + "' is not on the module path")
                        .why("there are: " + String.join(", ", modules.keySet()));
            }
            found.put(name, Path.of(module.location().orElseThrow()));
            required(module.descriptor()).forEach(open::addLast);
        }
        return found;
    }

    /// The modules that must be there for this one to be resolved.
    public static Stream<String> required(ModuleDescriptor module) {
        return module.requires().stream()
                .filter(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
                .map(Requires::name).sorted();
    }

    private static final class Jdk {
        private static final ModuleFinder FINDER = ModuleFinder.ofSystem();

        static boolean has(String name) {
            return FINDER.find(name).isPresent();
        }
    }

    private static final class Own {
        static final ModulePath PATH = of(entries());

        private static List<Path> entries() {
            String given = System.getProperty(PROPERTY);
            String path = given != null ? given : System.getProperty("jdk.module.path", "")
                    + File.pathSeparator + System.getProperty("java.class.path", "");
            return Stream.of(path.split(File.pathSeparator)).filter(entry -> !entry.isEmpty())
                    .map(Path::of).map(Path::toAbsolutePath).toList();
        }
    }
}
