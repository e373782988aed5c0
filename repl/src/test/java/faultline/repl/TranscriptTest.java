package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.lab.linux.YourKernel;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every message and every answer, as a transcript: a line that begins with `> ` is typed, what follows is
/// printed, and `[2]` after it is the exit code if it is not 0. A transcript is one session from its start,
/// on Linux 6.18.0 unless its first line says another system: `# On Mac OS X 15.1`.
///
/// After a change that is meant, `-Dfaultline.transcripts=rewrite` writes them anew; then they are read as
/// prose.
@DisplayNameGeneration(ReplaceUnderscores.class)
class TranscriptTest {
    private static final Path FOLDER = Path.of("src", "test", "transcripts");
    private static final boolean REWRITE = "rewrite".equals(System.getProperty("faultline.transcripts"));

    @TestFactory
    List<DynamicTest> the_desk_says_what_the_transcript_says() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)))
                    .toList();
        }
    }

    private static void check(Path file) throws IOException {
        String expected = Files.readString(file);
        String actual = play(expected);
        if (REWRITE) {
            Files.writeString(file, actual);
        }
        assertEquals(expected, actual);
    }

    private static YourKernel kernel(String transcript) {
        String first = transcript.lines().findFirst().orElse("");
        Matcher other = Pattern.compile("# On (.+) (\\S+)").matcher(first);
        return other.matches() ? new YourKernel(other.group(1), other.group(2))
                : new YourKernel("Linux", "6.18.0");
    }

    private static String play(String transcript) {
        StringBuilder played = new StringBuilder();
        try (Desk desk = new Desk(kernel(transcript))) {
            for (String line : transcript.lines().filter(l -> l.startsWith("> ") || l.startsWith("#"))
                    .toList()) {
                played.append(played.isEmpty() ? "" : "\n").append(line).append('\n');
                if (line.startsWith("> ")) {
                    Exit exit = desk.run(line.substring(2));
                    played.append(desk.printed()).append(exit == Exit.GOOD ? "" : "[" + exit.code() + "]\n");
                }
            }
        }
        return played.toString();
    }
}
