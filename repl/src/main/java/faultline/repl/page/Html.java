package faultline.repl.page;

import java.util.List;

/// Pieces of a page.
final class Html {
    private Html() {
    }

    /// Text as text, whatever is in it.
    static String text(String raw) {
        return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /// Cells that begin with a digit stand to the right, as numbers do.
    static String table(List<String> titles, List<List<String>> rows) {
        StringBuilder html = new StringBuilder("<table>\n<thead><tr>");
        titles.forEach(title -> html.append("<th scope=\"col\">").append(text(title)).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr>");
            for (String cell : row) {
                boolean number = !cell.isEmpty() && (Character.isDigit(cell.charAt(0)) || cell.equals("-"));
                html.append(number ? "<td class=\"n\">" : "<td>").append(text(cell)).append("</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody>\n</table>\n").toString();
    }
}
