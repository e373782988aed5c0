package faultline.repl.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Columns that line up: words to the left, numbers to the right. As narrow as its content; words of the last
/// column that do not fit 80 columns go on below.
public final class Table {
    private static final int COLUMNS = 80;
    private static final int LEAST_ROOM = 20;
    private static final String GAP = "  ";

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private record Column(String title, boolean right) {
    }

    /// A column of words.
    public Table words(String title) {
        columns.add(new Column(title, false));
        return this;
    }

    /// A column of numbers.
    public Table numbers(String title) {
        columns.add(new Column(title, true));
        return this;
    }

    public Table row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    /// Each line ends with a line end. No titles, no title line.
    @Override public String toString() {
        List<String> titles = columns.stream().map(Column::title).toList();
        List<List<String>> all = new ArrayList<>();
        if (titles.stream().anyMatch(title -> !title.isEmpty())) {
            all.add(titles);
        }
        all.addAll(rows);
        return all.stream().map(row -> line(row, widths(all))).collect(Collectors.joining());
    }

    private List<Integer> widths(List<List<String>> all) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            int at = column;
            widths.add(all.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        return widths;
    }

    private String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < cells.size(); at++) {
            String room = " ".repeat(widths.get(at) - cells.get(at).length());
            line.append(at == 0 ? "" : GAP);
            boolean wraps = at > 0 && at == cells.size() - 1 && !columns.get(at).right()
                    && line.length() + cells.get(at).length() > COLUMNS && line.length() <= COLUMNS - LEAST_ROOM;
            if (wraps) {
                return Wrapped.text(line.toString(), " ".repeat(line.length()), cells.get(at));
            }
            line.append(columns.get(at).right() ? room + cells.get(at) : cells.get(at) + room);
        }
        return line.toString().stripTrailing() + "\n";
    }
}
