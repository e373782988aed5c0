package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import faultline.host.Exit;
import faultline.repl.work.Conversation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Explorations, replays, walks and plays, as transcripts like those of [TranscriptTest]. A line that begins with `< `
/// is typed while the command before it asks; `TOKEN` stands for the last token that was printed, and a line number of
/// the source for any.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExplorationTest {
    private static final Path FOLDER = Path.of("src", "test", "explorations");
    private static final boolean REWRITE = "rewrite".equals(System.getProperty("faultline.transcripts"));
    private static final String TOKEN = "[0-9a-v]{5}-(?:[0-9a-v]{3}){2,}-[x@][0-9a-v]*";

    private String token = "TOKEN";

    @TestFactory
    List<DynamicTest> the_desk_says_what_the_transcript_says() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)))
                    .toList();
        }
    }

    private void check(Path file) throws IOException {
        String expected = Files.readString(file);
        String actual = play(expected);
        if (REWRITE) {
            Files.writeString(file, actual);
        }
        assertEquals(expected, actual);
    }

    private String play(String transcript) {
        StringBuilder played = new StringBuilder();
        List<String> lines = transcript.lines().filter(l -> l.matches("[><#].*")).toList();
        try (Desk desk = new Desk()) {
            for (int at = 0; at < lines.size(); at++) {
                String line = lines.get(at);
                List<String> typed = lines.subList(at + 1, lines.size()).stream().takeWhile(l -> l.startsWith("< "))
                        .toList();
                if (line.startsWith("< ")) {
                    continue;
                }
                played.append(played.isEmpty() ? "" : "\n").append(line).append('\n');
                typed.forEach(one -> played.append(one).append('\n'));
                if (line.startsWith("> ")) {
                    desk.part(Conversation.class).from(new BufferedReader(new StringReader(typed.stream()
                            .map(one -> one.substring(2)).collect(Collectors.joining("\n")))), false);
                    Exit exit = desk.run(line.substring(2).replace("TOKEN", token));
                    played.append(masked(desk.printed())).append(exit == Exit.GOOD ? "" : "[" + exit.code() + "]\n");
                }
            }
        }
        return played.toString();
    }

    private String masked(String printed) {
        List<String> tokens = Pattern.compile(TOKEN).matcher(printed).results()
                .map(MatchResult::group).toList();
        if (!tokens.isEmpty()) {
            token = tokens.getLast();
            assertTrue(tokens.stream().allMatch(one -> one.length() <= 60), tokens.toString());
        }
        printed.lines().forEach(line -> assertTrue(line.length() <= 110 || line.startsWith("{"), line));
        return printed.replaceAll(TOKEN, "TOKEN").replaceAll("java:\\d+", "java:LINE")
                .replaceAll("this is build [0-9a-v]{5}", "this is build HERE").replaceAll("and \\d+ more", "and MORE more")
                .replaceAll("at /.*/failures", "at STATE/failures");
    }
}
