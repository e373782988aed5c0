package faultline.repl.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Curves in a terminal, a letter for each. Points are as far apart as there are numbers on the axis below,
/// not as those are from each other; a `*` stands where curves meet.
public final class Plot {
    private static final int HEIGHT = 12;
    private static final int WIDTH = 60;
    private static final int STEP = 6;
    private static final char SEVERAL = '*';

    private final List<String> axis;
    private final Map<String, List<Double>> curves = new LinkedHashMap<>();

    /// `axis` says what stands below each point.
    public Plot(List<String> axis) {
        this.axis = List.copyOf(axis);
    }

    /// One more curve; a value that is not known is `NaN`.
    public Plot curve(String name, List<Double> values) {
        if (values.size() != axis.size()) {
            throw new IllegalArgumentException(values.size() + " values for " + axis.size() + " points");
        }
        curves.put(name, values);
        return this;
    }

    /// Each line ends with a line end.
    @Override public String toString() {
        double top = curves.values().stream().flatMap(List::stream).filter(value -> !value.isNaN())
                .mapToDouble(Double::doubleValue).max().orElse(0);
        char[][] grid = new char[HEIGHT][step() * axis.size()];
        for (char[] line : grid) {
            Arrays.fill(line, ' ');
        }
        char letter = 'a';
        List<String> legend = new ArrayList<>();
        for (Map.Entry<String, List<Double>> curve : curves.entrySet()) {
            draw(grid, letter, curve.getValue(), top);
            legend.add(letter + " " + curve.getKey());
            letter++;
        }
        if (Arrays.stream(grid).anyMatch(line -> new String(line).indexOf(SEVERAL) >= 0)) {
            legend.add(SEVERAL + " several");
        }
        StringBuilder lines = new StringBuilder();
        for (int y = 0; y < HEIGHT; y++) {
            String label = y == 0 ? Quantity.rate(top) : y == HEIGHT - 1 ? "0" : "";
            String line = " ".repeat(7 - label.length()) + label + " |" + new String(grid[y]);
            lines.append(line.stripTrailing()).append('\n');
        }
        return lines + below() + Wrapped.text("", "  ", String.join("  ", legend));
    }

    private int step() {
        return Math.max(2, Math.min(STEP, WIDTH / Math.max(1, axis.size())));
    }

    private void draw(char[][] grid, char letter, List<Double> values, double top) {
        for (int at = 0; at < values.size(); at++) {
            if (!values.get(at).isNaN()) {
                int y = HEIGHT - 1 - (int) Math.round((HEIGHT - 1) * (top == 0 ? 0 : values.get(at) / top));
                int x = at * step() + step() / 2;
                grid[y][x] = grid[y][x] == ' ' ? letter : SEVERAL;
            }
        }
    }

    /// As many of the axis' words as have room.
    private String below() {
        StringBuilder rule = new StringBuilder("        +" + "-".repeat(step() * axis.size()));
        StringBuilder words = new StringBuilder("         ");
        for (int at = 0; at < axis.size(); at++) {
            int middle = 9 + at * step() + step() / 2;
            if (words.length() <= middle - 1 || at == 0) {
                String room = " ".repeat(Math.max(0, middle - words.length()));
                words.append(room).append(axis.get(at)).append(' ');
            }
        }
        return rule + "\n" + words.toString().stripTrailing() + "\n";
    }
}
