package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// Code and picture use the same letters: every ordered access names an edge that is drawn, and every edge
/// that is drawn is named by an access.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LettersTest {
    /// An ordered access: a call whose first argument is `"A"` or `"Class.A"`, with perhaps a second letter.
    private static final Pattern ACCESS = Pattern.compile(
            "\\.(?:rmb|wmb|mb|loadAcquire|storeRelease|rcuDereference|rcuAssign|fetchAdd\\w*|xchg\\w*|cmpxchg\\w*"
                    + "|awaitAcquire|prepareToSleep|wake)\\(\\s*\"([\\w.]+)\"(?:,\\s*\"([\\w.]+)\")?");
    private static final Pattern DRAWN = Pattern.compile("(?<![\\w.])([A-Z]): ");
    private static final Pattern PICTURE = Pattern.compile("/// ```\\n(.*?)/// ```", Pattern.DOTALL);

    @Test
    void every_edge_that_an_access_names_is_drawn() {
        List<String> found = new ArrayList<>();
        int accesses = 0;
        for (Path source : sources()) {
            for (String edge : edgesIn(House.text(source))) {
                accesses++;
                String owner = edge.contains(".") ? edge.substring(0, edge.indexOf('.')) : className(source);
                String letter = edge.substring(edge.indexOf('.') + 1);
                boolean drawn = pictures(owner, source).stream()
                        .anyMatch(picture -> Pattern.compile("(?<!\\w)" + letter + "(?!\\w)").matcher(picture).find());
                if (!drawn) {
                    found.add(House.ROOT.relativize(source) + " names the edge " + edge + ", which no picture of "
                            + owner + " draws");
                }
            }
        }

        assertEquals(List.of(), found);
        assertTrue(accesses > 50, "only " + accesses + " ordered accesses found: the pattern has gone blind");
    }

    @Test
    void every_edge_that_is_drawn_is_named_by_an_access() {
        Set<String> named = new TreeSet<>();
        for (Path source : sources()) {
            for (String edge : edgesIn(House.text(source))) {
                named.add(edge.contains(".") ? edge : className(source) + "." + edge);
            }
        }
        List<String> found = new ArrayList<>();
        for (Path source : sources()) {
            for (String picture : pictures(className(source), source)) {
                Matcher drawn = DRAWN.matcher(picture);
                while (drawn.find()) {
                    String owner = className(source).replaceFirst("^Coded", "");
                    if (!named.contains(owner + "." + drawn.group(1))) {
                        found.add(House.ROOT.relativize(source) + " draws " + drawn.group(1) + ", which no access names");
                    }
                }
            }
        }

        assertEquals(List.of(), found);
    }

    private static List<Path> sources() {
        List<Path> found = new ArrayList<>(House.sources("core/kernel"));
        found.addAll(House.sources("plugins"));
        return found.stream().filter(source -> !source.endsWith("module-info.java")
                && !source.endsWith("package-info.java")).toList();
    }

    private static Set<String> edgesIn(String text) {
        Set<String> edges = new TreeSet<>();
        Matcher access = ACCESS.matcher(text);
        while (access.find()) {
            edges.add(access.group(1));
            if (access.group(2) != null) {
                edges.add(access.group(2));
            }
        }
        return edges.stream().filter(edge -> edge.matches("(\\w+\\.)?[A-Z]")).collect(Collectors.toSet());
    }

    /// The pictures of `owner`, or of its coded form; of the class beside `source` if the name is a plugin's
    /// own.
    private static List<String> pictures(String owner, Path source) {
        List<String> found = new ArrayList<>();
        for (Path candidate : sources()) {
            String name = className(candidate);
            boolean sameModule = owner.equals(className(source)) ? candidate.equals(source) : true;
            if (sameModule && (name.equals(owner) || name.equals("Coded" + owner))) {
                Matcher picture = PICTURE.matcher(House.text(candidate));
                while (picture.find()) {
                    found.add(picture.group(1));
                }
            }
        }
        return found;
    }

    private static String className(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }
}
