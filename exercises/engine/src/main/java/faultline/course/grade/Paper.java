package faultline.course.grade;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import faultline.course.Exercise;
import faultline.course.Submission;
import faultline.host.Exit;
import faultline.host.Trouble;

/// What one student handed in for one exercise, read from a folder that nobody vouches for. Sources and
/// answers count; whatever else lies there is passed over: classes, jars, a module's declaration. A link is
/// not followed.
///
/// @param refused why it cannot be read; empty if it was
public record Paper(String student, Exercise exercise, Submission submission, String refused) {
    private static final int MOST_FILES = 100;
    private static final long MOST_BYTES = 1 << 20;
    private static final Set<String> BUILT = Set.of("target", "repository", "META-INF");

    static Paper of(String student, Exercise exercise, Path folder) {
        if (!Files.isDirectory(folder)) {
            return refused(student, exercise, "nothing was handed in");
        }
        try {
            Reader reader = new Reader(folder);
            Files.walkFileTree(folder, reader);
            return new Paper(student, exercise, Submission.read(reader.sources, reader.answers), "");
        } catch (Trouble trouble) {
            return refused(student, exercise, trouble.what() + (trouble.why().isEmpty() ? "" : ": " + trouble.why()));
        } catch (IOException unreadable) {
            return refused(student, exercise, "cannot be read");
        }
    }

    static Paper refused(String student, Exercise exercise, String why) {
        return new Paper(student, exercise, new Submission(Map.of(), Map.of()), why);
    }

    /// Collects the texts of a folder.
    private static final class Reader extends SimpleFileVisitor<Path> {
        private final Path root;
        private final Map<String, String> sources = new TreeMap<>();
        private String answers = "";
        private int files;
        private long bytes;

        Reader(Path root) {
            this.root = root;
        }

        @Override public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            return !folder.equals(root) && (name.startsWith(".") || BUILT.contains(name) || isTests(folder))
                    ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        private boolean isTests(Path folder) {
            return root.relativize(folder).equals(Path.of("src", "test"));
        }

        @Override public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            String name = file.getFileName().toString();
            boolean source = name.endsWith(".java") && !name.equals("module-info.java")
                    && !name.equals("package-info.java");
            if (!source && !file.equals(root.resolve(Submission.ANSWERS))) {
                return FileVisitResult.CONTINUE;
            }
            String text = text(file, attributes);
            if (!source) {
                answers = text;
            } else if (sources.put(Submission.place(text) + name, text) != null) {
                throw refused("two of its files are " + Submission.place(text) + name);
            }
            return FileVisitResult.CONTINUE;
        }

        private String text(Path file, BasicFileAttributes attributes) throws IOException {
            String name = root.relativize(file).toString();
            if (!attributes.isRegularFile() || Files.isSymbolicLink(file)) {
                throw refused(name + " is a link, and no file");
            }
            files++;
            bytes += attributes.size();
            if (files > MOST_FILES || bytes > MOST_BYTES) {
                throw refused("it has more than " + MOST_FILES + " files or " + MOST_BYTES / 1024 + " KiB");
            }
            byte[] read;
            try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                read = in.readNBytes((int) MOST_BYTES + 1);
            }
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(read)).toString();
            } catch (CharacterCodingException noText) {
                throw refused(name + " is not UTF-8");
            }
        }

        private static Trouble refused(String why) {
            return new Trouble(Exit.PLUGIN, why);
        }
    }
}
