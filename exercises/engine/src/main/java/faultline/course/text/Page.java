package faultline.course.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/// A page of Markdown as plain text: prose in lines of at most 80 columns, code and tables as they stand.
public final class Page {
    private static final int COLUMNS = 80;
    private static final String CODE_INDENT = "    ";
    private static final Parser PARSER = Parser.builder().extensions(List.of(TablesExtension.create())).build();

    private Page() {
    }

    /// The text, which ends with a line end.
    public static String text(String markdown) {
        Blocks blocks = new Blocks();
        PARSER.parse(markdown).accept(blocks);
        return String.join("\n", blocks.parts) + "\n";
    }

    /// The commands that a page quotes, in order: what stands behind `faultline> ` in its code.
    public static List<String> commands(String markdown) {
        return text(markdown).lines().map(String::strip).filter(line -> line.startsWith("faultline> "))
                .map(line -> line.substring("faultline> ".length()).strip()).toList();
    }

    /// One part a block, each without a line end.
    private static final class Blocks extends AbstractVisitor {
        private final List<String> parts = new ArrayList<>();

        @Override public void visit(Heading heading) {
            String words = inline(heading);
            add(heading.getLevel() == 1 ? words + "\n" + "=".repeat(words.length()) : words.toUpperCase(Locale.ROOT));
        }

        @Override public void visit(Paragraph paragraph) {
            add(wrapped("", inline(paragraph)));
        }

        @Override public void visit(IndentedCodeBlock code) {
            add(indented(CODE_INDENT, code.getLiteral()));
        }

        @Override public void visit(FencedCodeBlock code) {
            add(indented(CODE_INDENT, code.getLiteral()));
        }

        @Override public void visit(BlockQuote quote) {
            add(indented("  ", inner(quote)));
        }

        @Override public void visit(BulletList list) {
            add(items(list, "- "));
        }

        @Override public void visit(OrderedList list) {
            add(items(list, ""));
        }

        @Override public void visit(CustomBlock block) {
            if (block instanceof TableBlock table) {
                add(table(table));
            }
        }

        private void add(String part) {
            if (!parts.isEmpty()) {
                parts.add("");
            }
            parts.add(part.stripTrailing());
        }

        private static String inner(Node block) {
            Blocks inner = new Blocks();
            children(block).forEach(child -> child.accept(inner));
            return String.join("\n", inner.parts);
        }

        private static String items(Node list, String bullet) {
            StringBuilder text = new StringBuilder();
            int number = 1;
            for (Node item : children(list).toList()) {
                String mark = bullet.isEmpty() ? number++ + ". " : bullet;
                String body = ((ListItem) item).getFirstChild() instanceof Paragraph only && only.getNext() == null
                        ? wrapped(" ".repeat(mark.length()), inline(only))
                        : indented(" ".repeat(mark.length()), inner(item));
                text.append(text.isEmpty() ? "" : "\n").append(mark).append(body.substring(mark.length()));
            }
            return text.toString();
        }

        private static String table(TableBlock table) {
            List<List<String>> rows = new ArrayList<>();
            table.accept(new AbstractVisitor() {
                @Override public void visit(CustomNode node) {
                    if (node instanceof TableRow row) {
                        rows.add(children(row).map(cell -> inline((TableCell) cell)).toList());
                    } else {
                        visitChildren(node);
                    }
                }
            });
            StringBuilder text = new StringBuilder();
            for (List<String> row : rows) {
                for (int column = 0; column < row.size(); column++) {
                    int at = column;
                    int width = rows.stream().mapToInt(other -> other.get(at).length()).max().orElse(0);
                    text.append(column == 0 ? "" : "  ").append(row.get(column))
                            .append(" ".repeat(width - row.get(column).length()));
                }
                text.append('\n');
            }
            return indented("  ", text.toString());
        }
    }

    private static Stream<Node> children(Node node) {
        return Stream.iterate(node.getFirstChild(), child -> child != null, Node::getNext);
    }

    private static String inline(Node block) {
        StringBuilder words = new StringBuilder();
        block.accept(new AbstractVisitor() {
            @Override public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override public void visit(Code code) {
                words.append('`').append(code.getLiteral()).append('`');
            }

            @Override public void visit(SoftLineBreak line) {
                words.append(' ');
            }

            @Override public void visit(HardLineBreak line) {
                words.append(' ');
            }
        });
        return words.toString();
    }

    private static String indented(String indent, String text) {
        return String.join("\n", text.lines().map(line -> line.isEmpty() ? "" : indent + line.stripTrailing())
                .toList());
    }

    private static String wrapped(String indent, String text) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.strip().split("\\s+")) {
            boolean empty = line.length() == indent.length();
            if (!empty && line.length() + 1 + word.length() > COLUMNS) {
                lines.append(line).append('\n');
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
        }
        return lines.append(line).toString();
    }
}
