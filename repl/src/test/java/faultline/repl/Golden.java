package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Texts that were read as prose once, a file each. `-Dfaultline.transcripts=rewrite` writes them anew.
final class Golden {
    static final Path FOLDER = Path.of("src", "test", "golden");
    static final boolean REWRITE = "rewrite".equals(System.getProperty("faultline.transcripts"));

    private Golden() {
    }

    /// That the file of this name says just that.
    static void assertSays(String name, String text) throws IOException {
        Path file = FOLDER.resolve(name + ".txt");
        String expected = Files.exists(file) ? Files.readString(file) : "";
        if (REWRITE) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }
        assertEquals(expected, text, "see " + file);
    }
}
