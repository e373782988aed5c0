package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.worker.Workers;
import faultline.lab.linux.YourKernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What a person is told is made in one type, [faultline.host.Trouble], and stands in a golden file as it is
/// printed. Each file of `src/test/messages` is one session:
///
/// ```
/// > use refcunt            typed at the prompt; GIVEN is a copy of src/test/given
/// ! a worker that lies     brought about by the provocation of that name
/// no strategy is …         what is printed then, and [2] for its exit code
/// ```
///
/// Every place in the class files that makes a message has to have been heard here, with a headline that
/// stands in one of these files. Few cannot be brought about; [Provocations#CANNOT] says why of each.
///
/// A new message gets a line in a session, and a provocation where a line is not enough. Then, and after a
/// change that is meant, `-Dfaultline.transcripts=rewrite` writes the files anew, and they are read as prose.
@DisplayNameGeneration(ReplaceUnderscores.class)
class MessagesTest {
    private static final Path SESSIONS = Path.of("src", "test", "messages");
    private static final Path GIVEN = Path.of("src", "test", "given");
    private static final List<String> PARTS = List.of("core/host", "repl", "exercises/engine");
    private static final Pattern OTHER_VOICES = Pattern.compile("\\bSystem\\.err\\b|printStackTrace\\(\\)");

    /// A headline that repeats what was thrown begins with its class.
    private static final Pattern THROWN = Pattern.compile("^[\\w.$]+(Exception|Error)\\b");

    private static final String NEXT = "  next: ";
    private static final Pattern SHOUT = Pattern.compile("!(?!.*')");   // what was typed may shout
    private static final Pattern TOKEN =
            Pattern.compile("(?!0badb)[0-9a-v]{5}-(?:[0-9a-v]{3}){2,}-[x@][0-9a-v]*");

    @TempDir private static Path folder;
    private static Map<Path, String> printed;
    private static Map<MadeAt, Set<String>> heard;

    @BeforeAll
    static void provoke() throws IOException {
        Map<Path, String> sessions = new TreeMap<>();
        heard = MadeAt.heard(() -> files(SESSIONS).stream().filter(file -> file.toString().endsWith(".txt"))
                .forEach(file -> sessions.put(file, played(file))));
        printed = sessions;
    }

    @TestFactory
    List<DynamicTest> it_is_printed_as_the_golden_file_says() {
        return printed.keySet().stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> check(file))).toList();
    }

    @Test
    void every_place_that_makes_a_message_was_heard_and_its_message_printed() {
        String all = printed.values().stream().map(MessagesTest::oneLine).collect(Collectors.joining(" "));
        List<String> silent = MadeAt.all(PARTS.stream()).entrySet().stream()
                .filter(place -> heard.getOrDefault(place.getKey(), Set.of()).stream()
                        .noneMatch(headline -> all.contains(oneLine(masked(headline)))))
                .map(place -> place.getKey().shown() + " (" + place.getValue() + ")").sorted().toList();
        List<String> cannot = Provocations.CANNOT.stream().map(Provocations.Cannot::place).sorted().toList();

        assertEquals(cannot, silent.stream().map(place -> place.replaceFirst(" .*", "")).toList(),
                () -> "give each a session in " + SESSIONS + ": " + silent);
    }

    private static void check(Path file) throws IOException {
        String actual = printed.get(file);
        String expected = Files.readString(file);
        if (Golden.REWRITE) {
            Files.writeString(file, actual);
        }
        assertEquals(expected, actual);
    }

    private static String played(Path file) {
        try {
            return played(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String played(String session) throws IOException {
        Path home = Files.createTempDirectory(folder, "session");
        Path given = copied(home.resolve("given"));
        StringBuilder played = new StringBuilder();
        String token = "TOKEN";
        try (Desk desk = Desk.in(home.resolve("state"), kernel(session))) {
            desk.part(Workers.class).keepAhead();
            Provocations provocations = new Provocations(desk, given);
            for (String line : session.lines().filter(l -> l.matches("[>!#].*")).toList()) {
                played.append(played.isEmpty() ? "" : "\n").append(line).append('\n');
                if (!line.startsWith("#")) {
                    String text = line.substring(2).replace("GIVEN", given.toString())
                            .replace("TOKEN", token);
                    Exit exit = line.startsWith(">") ? desk.run(text) : provocations.run(text);
                    String said = provocations.printed();
                    token = TOKEN.matcher(said).results().map(MatchResult::group)
                            .reduce(token, (_, last) -> last);
                    played.append(masked(said)).append(exit == Exit.GOOD ? "" : "[" + exit.code() + "]\n");
                }
            }
        }
        return played.toString();
    }

    @Test
    void a_message_ends_with_what_to_type_next() {
        List<String> endless = blocks().filter(block -> heard.values().stream().flatMap(Set::stream)
                .map(headline -> masked(headline).lines().findFirst().orElse(""))
                .filter(headline -> !headline.isEmpty())
                .anyMatch(headline -> block.lines().anyMatch(line -> line.startsWith(headline))))
                .filter(block -> !block.contains("\n  next: ") && !block.contains("\nnext: ")
                        && !block.contains("\"next\":\"")).toList();

        assertEquals(List.of(), endless);
    }

    @Test
    void what_to_type_next_is_a_command() {
        try (Desk desk = new Desk()) {
            CommandTree tree = desk.part(CommandTree.class);
            List<String> strange = printed.values().stream().flatMap(String::lines)
                    .filter(line -> line.startsWith(NEXT)).map(line -> line.substring(NEXT.length()))
                    .filter(next -> tree.command(bare(Words.of(next))) == 0).distinct().toList();

            assertEquals(List.of(), strange);
        }
    }

    @Test
    void a_headline_is_no_sentence_and_shouts_at_nobody() {
        List<String> wrong = heard.values().stream().flatMap(Set::stream).filter(text -> !text.isEmpty())
                .filter(text -> !THROWN.matcher(text).find())
                .filter(text -> Character.isUpperCase(text.charAt(0)) || text.endsWith(".")
                        || SHOUT.matcher(text).find())
                .toList();

        assertEquals(List.of(), wrong);
    }

    @Test
    void nobody_speaks_past_that_type() {
        List<String> found = Stream.of("core/host", "repl", "exercises")
                .flatMap(place -> House.sources(place).stream())
                .filter(source -> OTHER_VOICES.matcher(House.text(source)).find())
                .map(source -> source.getFileName().toString()).sorted().toList();

        assertEquals(List.of("Console.java"), found);
    }

    /// A command or a provocation, with what it printed.
    private static Stream<String> blocks() {
        return printed.values().stream().flatMap(session -> Stream.of(session.split("\n(?=[>!] )")));
    }

    /// Without the options that stand before a command.
    private static List<String> bare(List<String> words) {
        return words.getFirst().equals("--time-limit") || words.getFirst().equals("--plugins")
                ? words.subList(2, words.size()) : words;
    }

    private static String oneLine(String text) {
        return TOKEN.matcher(text).replaceAll("TOKEN").replaceAll("\\s+", " ");
    }

    /// Without what differs from one run to the next.
    private static String masked(String text) {
        String named = text.replaceAll("\\Q" + folder + "\\E/session\\d+/given", "GIVEN")
                .replaceAll("\\Q" + folder + "\\E/session\\d+", "HOME").replace('\0', '?');
        return TOKEN.matcher(named).replaceAll("TOKEN")
                .replaceAll("this is build [0-9a-v]{5}", "this is build HERE")
                .replaceAll("and \\d+ more\\b", "and MORE more")
                .replaceAll("\\d+ exercises have", "ALL exercises have")
                .replaceAll("there are: faultline\\.repl,.*(\n    .*)*", "there are: MODULES")
                .replaceAll("\\.java:\\d+", ".java:LINE")
                .replaceAll("(?m)(^\\s*\\tat .*\\n)+", "    at ...\n");
    }

    private static YourKernel kernel(String session) {
        Matcher other = Pattern.compile("# On (.+) (\\S+)").matcher(session.lines().findFirst().orElse(""));
        return other.matches() ? new YourKernel(other.group(1), other.group(2))
                : new YourKernel("Linux", "6.18.0");
    }

    private static Path copied(Path place) throws IOException {
        for (Path file : files(GIVEN)) {
            Path copy = place.resolve(GIVEN.relativize(file).toString().replace(".litmus.txt", ".litmus"));
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, Files.readString(file).replace("GIVEN", place.toString()));
        }
        return place;
    }

    private static List<Path> files(Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
