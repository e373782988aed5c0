package faultline.course;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.Trouble;

/// A folder of exercises, in their order.
public final class Course {
    private static final String FILE = "course.toml";
    private static final String EXERCISE = "exercise.toml";

    private final Path root;
    private final String title;
    private final List<Exercise> exercises;

    record Listing(int format, String title, List<Track> track) {
        record Track(String folder, String title) {
        }
    }

    private Course(Path root, String title, List<Exercise> exercises) {
        this.root = root;
        this.title = title;
        this.exercises = List.copyOf(exercises);
    }

    /// The one that comes with the product.
    public static Course builtIn() {
        URI place;
        try {
            place = Course.class.getResource("/META-INF/course/" + FILE).toURI();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
        return at(path(place).getParent());
    }

    /// A jar stays open with this JVM. But whoever is interrupted while he reads in it closes it for all; then it is
    /// opened anew.
    private static synchronized Path path(URI place) {
        if (!place.getScheme().equals("jar")) {
            return Path.of(place);
        }
        try {
            return open(place);
        } catch (FileSystemNotFoundException notOpen) {
            return opened(place);
        }
    }

    private static Path open(URI place) {
        Path path = Path.of(place);
        try {
            Undisturbed.read(path);
            return path;
        } catch (ClosedByInterruptException interruptedNow) {
            throw new UncheckedIOException(interruptedNow);
        } catch (ClosedChannelException interruptedBefore) {
            close(path.getFileSystem());
            return opened(place);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path opened(URI place) {
        try {
            FileSystem jar = FileSystems.newFileSystem(place, Map.of());
            return jar.provider().getPath(place);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void close(FileSystem jar) {
        try {
            jar.close();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The one in a folder that has a `course.toml`.
    public static Course at(Path root) {
        try {
            return in(root);
        } catch (Trouble trouble) {
            throw trouble.next().isEmpty() ? trouble.next("course check " + root) : trouble;
        }
    }

    private static Course in(Path root) {
        Path file = root.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new Trouble(Exit.USAGE, "there is no " + FILE).where(root.toString())
                    .next("course new " + root.getFileName());
        }
        Listing listing = Toml.read(read(file), file, Listing.class);
        refuseNewer(listing.format(), file);
        List<Exercise> found = new ArrayList<>();
        for (Listing.Track track : Manifest.listed(listing.track())) {
            for (Path folder : folders(root.resolve(track.folder()))) {
                found.add(exercise(folder, track));
            }
        }
        return new Course(root, listing.title(), found);
    }

    private static Exercise exercise(Path folder, Listing.Track track) {
        Path file = folder.resolve(EXERCISE);
        Manifest manifest = Toml.read(read(file), file, Manifest.class);
        refuseNewer(manifest.format(), file);
        String name = folder.getFileName().toString();
        String number = number(track.folder()) + "." + number(name);
        return new Exercise(folder, track.title(), number, manifest);
    }

    private static void refuseNewer(int format, Path file) {
        if (format != Manifest.FORMAT) {
            throw new Trouble(Exit.USAGE, file.getFileName() + " has format " + format + ", and this Faultline knows "
                    + Manifest.FORMAT).where(file.toString());
        }
    }

    private static int number(String folder) {
        try {
            return Integer.parseInt(folder.replaceFirst("-.*", ""));
        } catch (NumberFormatException none) {
            throw new Trouble(Exit.USAGE, "the folder '" + folder + "' does not begin with a number and a hyphen")
                    .why("folders stand in the order of their numbers: 01-" + folder);
        }
    }

    private static List<Path> folders(Path track) {
        if (!Files.isDirectory(track)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(track)) {
            return all.filter(folder -> Files.exists(folder.resolve(EXERCISE))).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Undisturbed.read(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public Path root() {
        return root;
    }

    public String title() {
        return title;
    }

    public List<Exercise> exercises() {
        return exercises;
    }

    public Optional<Exercise> find(String id) {
        return exercises.stream().filter(exercise -> exercise.id().equals(id) || exercise.number().equals(id))
                .findFirst();
    }
}
