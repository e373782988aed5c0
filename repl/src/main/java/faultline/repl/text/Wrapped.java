package faultline.repl.text;

/// Prose in lines of at most 80 columns.
public final class Wrapped {
    private static final int COLUMNS = 80;

    private Wrapped() {
    }

    /// The words of `text` behind what the first line begins with, all further lines with this indent.
    public static String text(String first, String indent, String text) {
        return text(first, indent, text, COLUMNS);
    }

    /// The same in lines of another width.
    public static String text(String first, String indent, String text, int columns) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;   // nothing but what it begins with
        for (String word : text.strip().split("\\s+")) {
            if (!empty && line.length() + 1 + word.length() > columns) {
                lines.append(line).append('\n');
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        return lines.append(line).append('\n').toString();
    }
}
