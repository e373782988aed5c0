package faultline.course.student;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.WholeFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The file that [Notes] are kept in, for any number of prompts at once.
///
/// It is read, changed and written alone, as [WholeFile] says. A file that cannot be read is set aside, never written
/// over.
public final class Notebook {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    private final Path file;
    private final Consumer<String> told;

    /// @param told hears what is worth a warning
    public Notebook(Path file, Consumer<String> told) {
        this.file = file;
        this.told = told;
    }

    public Path file() {
        return file;
    }

    public Notes read() {
        return change(notes -> notes);
    }

    /// Changes the notes, while nobody else does, and answers what they are then.
    public Notes change(UnaryOperator<Notes> how) {
        try {
            return WholeFile.alone(file, () -> {
                Notes before = load();
                Notes after = how.apply(before);
                if (!after.equals(before)) {
                    save(after);
                }
                return after;
            });
        } catch (IOException refused) {
            throw new Trouble(Exit.USAGE, "your progress cannot be kept").why(refused)
                    .where(file.toString());
        }
    }

    private Notes load() throws IOException {
        try {
            return parsed(Files.readString(file));
        } catch (NoSuchFileException first) {
            Notes none = Notes.none(ThreadLocalRandom.current().nextInt(1, 1_000_000));
            save(none);
            return none;
        } catch (JacksonException | CharacterCodingException damaged) {
            Path aside = aside();
            Files.move(file, aside);
            told.accept("your progress could not be read, and begins anew; the damaged file is kept: " + aside);
            return load();
        }
    }

    private Path aside() {
        int number = 1;
        while (Files.exists(beside(".damaged-" + number))) {
            number++;
        }
        return beside(".damaged-" + number);
    }

    private void save(Notes notes) throws IOException {
        WholeFile.write(file, text(notes));
    }

    private Path beside(String end) {
        return file.resolveSibling(file.getFileName() + end);
    }

    /// As one text, for another machine.
    static String text(Notes notes) {
        return MAPPER.writeValueAsString(notes) + "\n";
    }

    /// What [#text] wrote; a `JacksonException` if it is something else.
    static Notes parsed(String text) {
        Notes notes = MAPPER.readValue(text, Notes.class);
        if (notes.format() > Notes.FORMAT) {
            throw new Trouble(Exit.USAGE, "this progress was written by a newer Faultline")
                    .why("its format is " + notes.format() + ", and this one knows " + Notes.FORMAT);
        }
        if (notes.format() < 1) {
            throw DatabindException.from((JsonParser) null, "no progress");
        }
        return notes;
    }
}
