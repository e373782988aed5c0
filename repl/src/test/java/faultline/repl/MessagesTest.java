package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// What a person is told is made in one type, [faultline.host.Trouble], and stands in a golden file: as it is
/// printed, in a transcript or a `plugin-….txt`, where a test can bring it about; and each headline, `…` for
/// what differs, in `messages.txt`. A new one is read there as prose before it is believed.
@DisplayNameGeneration(ReplaceUnderscores.class)
class MessagesTest {
    private static final Pattern MADE = Pattern.compile("new Trouble\\(\\s*[A-Za-z.()]+,\\s*");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern OTHER_VOICES = Pattern.compile("\\bSystem\\.err\\b|printStackTrace\\(\\)");

    @Test
    void every_headline_stands_in_the_golden_file() throws IOException {
        String all = headlines().collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining("\n", "", "\n"));

        Golden.assertSays("messages", all);
    }

    @Test
    void a_headline_is_no_sentence_and_shouts_at_nobody() {
        List<String> wrong = headlines().filter(line -> {
            String text = line.substring(line.indexOf(": ") + 2);
            return Character.isUpperCase(text.charAt(0)) || text.endsWith(".") || text.contains("!");
        }).toList();

        assertEquals(List.of(), wrong);
    }

    @Test
    void nobody_speaks_past_that_type() {
        List<String> found = sources().filter(source -> OTHER_VOICES.matcher(House.text(source)).find())
                .map(source -> source.getFileName().toString()).sorted().toList();

        assertEquals(List.of("Console.java"), found);
    }

    private static Stream<Path> sources() {
        return Stream.of("core/host", "repl", "exercises").flatMap(place -> House.sources(place).stream())
                .filter(source -> source.toString().contains("/src/main/java/"));
    }

    private static Stream<String> headlines() {
        return sources().flatMap(source -> {
            String code = House.text(source);
            String type = source.getFileName().toString().replace(".java", "");
            return MADE.matcher(code).results().map(made -> headline(code, made.end()))
                    .filter(text -> text.chars().anyMatch(Character::isLetter)).map(text -> type + ": " + text);
        });
    }

    /// The argument that begins there: its texts as they are, everything else as `…`.
    private static String headline(String code, int from) {
        String argument = code.substring(from, end(code, from));
        StringBuilder template = new StringBuilder();
        int at = 0;
        for (Matcher text = TEXT.matcher(argument); text.find(); at = text.end()) {
            boolean joined = argument.substring(at, text.start()).matches("[\\s+]*");
            template.append(joined ? "" : "…").append(text.group(1));
        }
        return template.append(argument.substring(at).isBlank() ? "" : "…").toString();
    }

    private static int end(String code, int from) {
        int depth = 0;
        boolean quoted = false;
        int at = from;
        for (; at < code.length(); at++) {
            char c = code.charAt(at);
            if (quoted) {
                at += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (depth == 0 && (c == ',' || c == ')')) {
                break;
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            }
        }
        return at;
    }
}
