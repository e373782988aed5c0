package faultline.host;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a person is told when something cannot be done: what, why, where, and what to type next.
///
/// ```
/// no plugin is named 'storefree'
///   installed: refcount, rwsem, srcu, store-free
///   next: strategies
/// ```
///
/// The headline is lower case and has no full stop; the subject comes first. Every part but the headline may
/// be empty. A trouble carries no stack trace, because it is nobody's bug; any other exception is ours, but
/// for one that student code threw in a worker, which comes back as a trouble that names it.
public final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int COLUMNS = 80;
    private static final Pattern PATH = Pattern.compile("(^|\\s)/");

    private final Exit exit;
    private final String why;
    private final String where;
    private final String next;

    public Trouble(Exit exit, String what) {
        this(exit, what, "", "", "");
    }

    public Trouble(Exit exit, String what, String why, String where, String next) {
        super(what, null, false, false);
        this.exit = exit;
        this.why = why;
        this.where = where;
        this.next = next;
    }

    /// The same trouble, with its reason.
    public Trouble why(String reason) {
        return new Trouble(exit, what(), reason, where, next);
    }

    /// The same trouble, because a file could not be had.
    public Trouble why(IOException refused) {
        return why(switch (refused) {
            case NoSuchFileException gone -> missing(Path.of(gone.getFile()));
            case FileAlreadyExistsException there -> "a file is there already: " + there.getFile();
            case AccessDeniedException closed -> "you have no right to " + closed.getFile();
            case FileSystemException other when other.getReason() != null ->
                    other.getFile() + ": " + other.getReason().toLowerCase(Locale.ROOT);
            case CharacterCodingException _ -> "it is no text in UTF-8";
            default -> refused.getMessage() == null ? refused.toString() : refused.getMessage();
        });
    }

    /// The file, or the folder that it would be in.
    private static String missing(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null || Files.isDirectory(folder) ? "there is no " + file : "there is no folder " + folder;
    }

    /// The same trouble, with the place: a file and line, a frame, an option.
    public Trouble where(String place) {
        return new Trouble(exit, what(), why, place, next);
    }

    /// The same trouble, with a command that can be pasted at the prompt.
    public Trouble next(String command) {
        return new Trouble(exit, what(), why, where, command);
    }

    public Exit exit() {
        return exit;
    }

    public String what() {
        return getMessage();
    }

    public String why() {
        return why;
    }

    public String where() {
        return where;
    }

    public String next() {
        return next;
    }

    /// All of it, as it is printed: the headline, then each part that is there, indented. A place that the reason names
    /// is not told twice.
    public String text() {
        boolean isToldThere = why.endsWith(" " + where) || why.contains(where + ": ");
        return Stream.of(what(), indented("", why), isToldThere ? "" : indented("at ", where),
                indented("next: ", next))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String indented(String label, String part) {
        return part.isEmpty() ? "" : (label + part).lines().map(line -> label.isEmpty() ? wrapped(line) : "  " + line)
                .collect(Collectors.joining("\n"));
    }

    /// A line of a reason. One that begins with a blank was laid out by somebody, and one with a path may be copied:
    /// they stay as they are.
    private static String wrapped(String line) {
        if (line.length() + 2 <= COLUMNS || Character.isWhitespace(line.charAt(0)) || PATH.matcher(line).find()) {
            return "  " + line;
        }
        StringBuilder lines = new StringBuilder();
        StringBuilder current = new StringBuilder(" ");
        for (String word : line.split(" ")) {
            if (current.length() + 1 + word.length() > COLUMNS && !current.toString().isBlank()) {
                lines.append(current).append('\n');
                current = new StringBuilder("   ");
            }
            current.append(' ').append(word);
        }
        return lines.append(current).toString();
    }
}
