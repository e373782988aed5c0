package faultline.host.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.ModulePath;
import faultline.host.Trouble;
import faultline.host.plugin.Plugin;

/// A plugin of one's own, as it begins: a Maven project that builds without a network, outside the checkout.
///
/// ```
/// my-lock/
///   pom.xml
///   repository/                           the kernel, the lab and the testkit, as they are now
///   src/main/java/module-info.java
///   src/main/java/mylock/MyLock.java      right, and slow
///   src/test/java/mylock/MyLockTest.java  the contract: all that is asked of a strategy
/// ```
public final class Project {
    private static final String JAVA = "src/main/java/";

    private final ModulePath product;
    private final Naming naming;
    private final Map<String, String> files = new LinkedHashMap<>();

    private Project(ModulePath product, String name) {
        this.product = product;
        this.naming = Naming.of(name);
    }

    /// Writes a lock that always falls back to `mmap_lock`. Answers the files that are the user's to read.
    public static List<Path> create(Path folder, String name) {
        Project project = new Project(ModulePath.ofThisJvm(), name);
        Map<String, String> names = project.names(project.naming.base() + "Lock");
        project.files.put(JAVA + "module-info.java", filled("module-info.java", names));
        project.files.put(JAVA + names.get("PACKAGE") + "/" + names.get("CLASS") + ".java",
                filled("Lock.java", names));
        return project.write(folder, names, List.of("faultline.kernel"));
    }

    /// Writes a copy of one of the product's strategies under the new name.
    public static List<Path> copy(Path folder, String name, Plugin from) {
        Project project = new Project(ModulePath.ofThisJvm(), name);
        ModuleReference module = project.product.modules().stream().filter(m -> from.origin().builtIn()
                && m.descriptor().name().equals(from.origin().module())).findFirst()
                .orElseThrow(() -> new Trouble(Exit.USAGE, from.name() + " does not come with Faultline")
                        .why("only the product's own carry their sources").next("plugin new " + name));
        String provider = from.origin().provider();
        Naming.Copy copy = project.naming.copyOf(from.name(), provider);
        try {
            ModuleSources.of(module).forEach((file, text) -> project.files.put(JAVA + copy.file(file),
                    copy.text(new String(text, StandardCharsets.UTF_8))));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return project.write(folder, project.names(copy.type(provider)), requires(module.descriptor()));
    }

    /// Writes sources as a project of their own, which compiles against the kernel and the lab. The repository lies
    /// beside the folder, for all projects there.
    ///
    /// @param sources by package and file name
    public static void exercise(Path folder, String name, Map<String, String> sources) {
        Project project = new Project(ModulePath.ofThisJvm(), name);
        Map<String, String> names = project.names(name);
        names.put("PACKAGE", "exercise");
        names.put("REPOSITORY", "../.faultline");
        names.put("LAB", "compile");
        names.put("KIT", "faultline.lab");
        sources.forEach((file, text) -> project.files.put(JAVA + file, text));
        try {
            Repository repository = Repository.of(project.product, List.of("faultline.kernel", "faultline.lab"));
            names.put("VERSION", repository.version());
            names.put("DEPENDENCIES", repository.dependency("faultline.kernel"));
            project.files.put("pom.xml", filled("pom.xml", names));
            project.writeTo(folder);
            repository.writeTo(folder.resolveSibling(".faultline"));
        } catch (IOException unwritable) {
            throw unwritten(folder, unwritable);
        }
    }

    private static List<String> requires(ModuleDescriptor module) {
        return ModulePath.required(module).filter(required -> required.startsWith("faultline.")).toList();
    }

    private Map<String, String> names(String strategy) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("NAME", naming.name());
        names.put("PACKAGE", naming.packageName());
        names.put("CLASS", strategy);
        names.put("STRATEGY", strategy);
        names.put("TEST", strategy + "Test");
        names.put("REPOSITORY", "repository");
        names.put("LAB", "test");
        names.put("KIT", Repository.TESTKIT);
        return names;
    }

    private List<Path> write(Path folder, Map<String, String> names, List<String> requires) {
        try {
            List<String> roots = Stream.concat(requires.stream(), Stream.of("faultline.host", Repository.TESTKIT)).toList();
            Repository repository = Repository.of(product, roots);
            names.put("VERSION", repository.version());
            names.put("DEPENDENCIES",
                    String.join("", requires.stream().map(repository::dependency).toList()));
            files.put("src/test/java/" + naming.packageName() + "/" + names.get("TEST") + ".java",
                    filled("LockTest.java", names));
            files.put("pom.xml", filled("pom.xml", names));
            List<Path> written = writeTo(folder);
            repository.writeTo(folder.resolve("repository"));
            return written;
        } catch (IOException unwritable) {
            throw unwritten(folder, unwritable);
        }
    }

    private List<Path> writeTo(Path folder) throws IOException {
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path place = folder.resolve(file.getKey());
            Files.createDirectories(place.getParent());
            Files.writeString(place, file.getValue());
            written.add(place);
        }
        Files.writeString(folder.resolve(".gitignore"), "target/\n");
        Files.createDirectories(folder.resolve(".mvn"));
        Files.writeString(folder.resolve(".mvn/maven.config"), "-Daether.offline.protocols=file\n");
        return written;
    }

    private static Trouble unwritten(Path folder, IOException why) {
        return new Trouble(Exit.USAGE, "the project cannot be written").why(why).where(folder.toString());
    }

    private static String filled(String template, Map<String, String> names) {
        try (InputStream in = Project.class.getResourceAsStream(template + ".txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> name : names.entrySet()) {
                text = text.replace("@" + name.getKey() + "@", name.getValue());
            }
            return text;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
