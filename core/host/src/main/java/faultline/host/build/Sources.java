package faultline.host.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.Trouble;

/// What somebody named as a plugin: its Java files, or the module that it is already.
///
/// @param root  what was named, or the folder in it that file names are told from
/// @param files the Java files; none if it is built already
record Sources(Path root, List<Path> files) {
    private static final int MOST = 1_000;
    private static final String ANEW = "plugin new my-lock";
    private static final List<String> MAVEN = List.of("src/main/java", "src/main");

    /// A folder with Java files, one such file, or a jar or folder of classes.
    static Sources at(Path named) {
        if (!Files.exists(named)) {
            throw new Trouble(Exit.PLUGIN, "there is no such file or folder").where(named.toString());
        }
        if (!Files.isDirectory(named)) {
            return ofFile(named);
        }
        if (Files.exists(named.resolve("module-info.class"))) {
            return new Sources(named, List.of());
        }
        Path root = MAVEN.stream().map(named::resolve).filter(Files::isDirectory).findFirst().orElse(named);
        List<Path> files = below(root);
        if (files.isEmpty()) {
            throw new Trouble(Exit.PLUGIN, "it has no Java file").where(root.toString())
                    .next(ANEW);
        }
        return new Sources(root, files);
    }

    private static Sources ofFile(Path named) {
        if (named.toString().endsWith(".java")) {
            return new Sources(named.getParent(), List.of(named));
        }
        if (named.toString().endsWith(".jar")) {
            return new Sources(named, List.of());
        }
        throw new Trouble(Exit.PLUGIN, "it is no plugin")
                .why("a plugin is a folder, one .java file or a .jar").where(named.toString()).next(ANEW);
    }

    boolean built() {
        return files.isEmpty();
    }

    private static List<Path> below(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> isMeant(root.relativize(file))).limit(MOST + 1L).sorted().toList();
            if (files.size() > MOST) {
                throw new Trouble(Exit.PLUGIN, "it has more than " + MOST + " Java files")
                        .why("is it the right folder?").where(root.toString());
            }
            return files;
        } catch (IOException unreadable) {
            throw new Trouble(Exit.PLUGIN, "it cannot be read").why(unreadable)
                    .where(root.toString());
        }
    }

    /// Tests need more than the product has; what was built and what is hidden is nobody's source.
    private static boolean isMeant(Path relative) {
        for (Path name : relative) {
            if (name.toString().startsWith(".")) {
                return false;
            }
        }
        return !relative.startsWith("target") && !relative.startsWith(Path.of("src", "test"));
    }
}
