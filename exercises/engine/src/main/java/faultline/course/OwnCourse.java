package faultline.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.Trouble;

/// A course of a teacher's own, as it begins: one exercise, which is a copy of the first of the product's own.
public final class OwnCourse {
    private static final String TRACK = "01-first-steps";
    private static final String LISTING = """
            # A course: its tracks in order. The exercises of a track lie in its folder, in the order of their numbers.
            format = 1
            title = "A course of our own"

            [[track]]
            folder = "%s"
            title = "First steps"
            """;

    private OwnCourse() {
    }

    /// Writes it where nothing is yet.
    public static void create(Path folder) {
        if (Files.exists(folder)) {
            throw new Trouble(Exit.USAGE, "course new: '" + folder.getFileName() + "' is there already")
                    .where(folder.toString()).next("course check " + folder);
        }
        Path model = Course.builtIn().exercises().getFirst().folder();
        try {
            Path copy = folder.resolve(TRACK).resolve(name(model));
            try (Stream<Path> all = Files.walk(model)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    Path place = copy.resolve(model.relativize(file).toString());
                    Files.createDirectories(place.getParent());
                    Files.copy(file, place);
                }
            }
            Files.writeString(folder.resolve("course.toml"), LISTING.formatted(TRACK));
        } catch (IOException unwritable) {
            throw new Trouble(Exit.USAGE, "the course cannot be written").why(unwritable)
                    .where(folder.toString());
        }
    }

    private static String name(Path folder) {
        return folder.getFileName().toString().replaceFirst("/$", "");
    }
}
