package faultline.repl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The checkout that these tests run in: its sources and its compiled classes.
final class House {
    static final Path ROOT = root();

    private House() {
    }

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !(Files.isDirectory(at.resolve("plugins")) && Files.isDirectory(at.resolve("core")))) {
            at = at.getParent();
        }
        if (at == null) {
            throw new IllegalStateException("no checkout above " + Path.of("").toAbsolutePath());
        }
        return at;
    }

    /// Product sources below `place`, relative to the root.
    static List<Path> sources(String place) {
        return files(place, path -> path.toString().endsWith(".java")
                && path.toString().contains("/src/main/java/"));
    }

    /// Product classes below `place`.
    static List<ClassModel> classes(String place) {
        return files(place, path -> path.toString().endsWith(".class")
                && path.toString().contains("/target/classes/")).stream().map(House::parse).toList();
    }

    static String text(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(String place, Predicate<Path> wanted) {
        try (Stream<Path> walk = Files.walk(ROOT.resolve(place))) {
            return walk.filter(Files::isRegularFile).filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
