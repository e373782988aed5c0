package faultline.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// Colours in the line that is typed: a command that there is, a word that is none, options, numbers and
/// addresses, what is quoted, and comments. They say nothing that the answer does not say in words.
final class Highlighting implements Highlighter {
    private static final Pattern WORD = Pattern.compile("#.*|'[^']*'?|\"[^\"]*\"?|[^\\s'\"]+");
    private static final Pattern NUMBER = Pattern.compile("(0[xX])?[0-9a-fA-F]*[0-9][0-9a-fA-F]*[kKmMgG]?");
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

    private final ToIntFunction<List<String>> command;

    /// @param command how many of these words, from the first, name a command; 0 if they do not
    Highlighting(ToIntFunction<List<String>> command) {
        this.command = command;
    }

    /// Whether this user wants colours, as far as the environment says.
    static boolean wanted() {
        String no = System.getenv("NO_COLOR");
        return (no == null || no.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }

    @Override public AttributedString highlight(LineReader reader, String line) {
        if (!wanted()) {
            return new AttributedString(line);
        }
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(line); word.find();) {
            words.add(word.group());
        }
        int named = command.applyAsInt(words);
        AttributedStringBuilder coloured = new AttributedStringBuilder();
        int at = 0;
        int index = 0;
        for (Matcher word = WORD.matcher(line); word.find(); index++) {
            coloured.append(line, at, word.start());
            boolean complete = word.end() < line.length();
            coloured.styled(style(word.group(), index, named, complete), word.group());
            at = word.end();
        }
        return coloured.append(line, at, line.length()).toAttributedString();
    }

    private static AttributedStyle style(String word, int index, int named, boolean complete) {
        if (word.startsWith("#")) {
            return PLAIN.faint();
        }
        if (index < Math.max(1, named)) {
            return named > 0 ? PLAIN.bold() : complete ? PLAIN.foreground(AttributedStyle.RED) : PLAIN;
        }
        if (word.startsWith("-")) {
            return PLAIN.foreground(AttributedStyle.CYAN);
        }
        return word.startsWith("'") || word.startsWith("\"") ? PLAIN.foreground(AttributedStyle.GREEN)
                : NUMBER.matcher(word).matches() ? PLAIN.foreground(AttributedStyle.MAGENTA) : PLAIN;
    }
}
