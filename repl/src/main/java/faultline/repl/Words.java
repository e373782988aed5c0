package faultline.repl;

import java.util.ArrayList;
import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;

/// The words of a line. Quotes of both kinds and backslashes hold blanks; `#` at the start of a word begins a
/// comment.
final class Words {
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private char quote;

    private Words() {
    }

    static List<String> of(String line) {
        Words split = new Words();
        split.read(line);
        if (split.quote != 0) {
            throw new Trouble(Exit.USAGE, "a quote " + split.quote + " is not closed")
                    .why("close it, or put a backslash before it").where(line.strip()).next("help");
        }
        split.end();
        return split.words;
    }

    /// The commands of a line: a semicolon outside of quotes ends each.
    static List<String> commands(String line) {
        List<String> commands = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        char open = 0;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '\\' && open == 0 && at + 1 < line.length()) {
                command.append(c).append(line.charAt(++at));
                continue;
            }
            if (c == '"' || c == '\'') {
                open = open == 0 ? c : open == c ? 0 : open;
            }
            if (c == ';' && open == 0) {
                commands.add(command.toString());
                command.setLength(0);
            } else {
                command.append(c);
            }
        }
        commands.add(command.toString());
        return commands;
    }

    private void read(String line) {
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (quote != 0) {
                quoted(c);
            } else if (c == '\\' && at + 1 < line.length()) {
                add(line.charAt(++at));
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                end();
            } else if (c == '#' && !inWord) {
                return;
            } else {
                add(c);
            }
        }
    }

    private void quoted(char c) {
        if (c == quote) {
            quote = 0;
        } else {
            add(c);
        }
    }

    private void add(char c) {
        word.append(c);
        inWord = true;
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
