package faultline.host.build;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/// One message of the compiler, with the line it is about and a caret below the place.
///
/// ```
/// mylock/MyLock.java:41: ';' expected
///         return false
///                     ^
/// ```
final class Complaint {
    private static final int WIDEST = 70;

    private Complaint() {
    }

    static String of(Diagnostic<? extends JavaFileObject> said, Path root) throws IOException {
        List<String> message = said.getMessage(Locale.ROOT).lines().toList();
        StringBuilder text = new StringBuilder();
        if (said.getSource() != null) {
            text.append(name(said.getSource().toUri(), root)).append(':').append(said.getLineNumber())
                    .append(": ");
        }
        text.append(message.getFirst());
        message.stream().skip(1).forEach(more -> text.append("\n  ").append(more));
        return text.append(marked(said)).toString();
    }

    private static String name(URI file, Path root) {
        Path path = Path.of(file);
        return (path.startsWith(root) ? root.relativize(path) : path).toString();
    }

    private static String marked(Diagnostic<? extends JavaFileObject> said) throws IOException {
        if (said.getSource() == null || said.getLineNumber() < 1) {
            return "";
        }
        List<String> lines = said.getSource().getCharContent(true).toString().lines().toList();
        if (said.getLineNumber() > lines.size()) {
            return "";
        }
        String line = lines.get((int) said.getLineNumber() - 1).replace('\t', ' ');
        int indent = Math.max(0, line.length() - line.stripLeading().length());
        int column = (int) Math.max(said.getColumnNumber() - 1 - indent, 0);
        String bare = line.strip();
        if (column > WIDEST || bare.isEmpty()) {
            return "";
        }
        return "\n    " + (bare.length() > WIDEST + 2 ? bare.substring(0, WIDEST) + " …" : bare)
                + "\n    " + " ".repeat(column) + "^";
    }
}
