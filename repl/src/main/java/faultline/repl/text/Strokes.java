package faultline.repl.text;

import java.nio.charset.Charset;
import java.util.Set;

/// What pictures are drawn with: blocks on a terminal that has them, ASCII everywhere else, a pipe included.
public enum Strokes {
    BLOCKS("▁▂▃▄▅▆▇█", '█', '░'),
    ASCII(".:-=+*#@", '#', '-');

    /// Terminals whose fonts have no eighths of a block.
    private static final Set<String> PLAIN = Set.of("dumb", "linux", "vt100", "vt220");

    private final String heights;
    private final char full;
    private final char light;

    Strokes(String heights, char full, char light) {
        this.heights = heights;
        this.full = full;
        this.light = light;
    }

    /// What standard output can show.
    public static Strokes here() {
        return System.console() != null && System.console().isTerminal() ? on(System.out.charset()) : ASCII;
    }

    /// What a terminal can show that is written to in `charset`.
    public static Strokes on(Charset charset) {
        String term = System.getenv("TERM");
        boolean blocks = term != null && !PLAIN.contains(term) && charset.canEncode()
                && charset.newEncoder().canEncode(BLOCKS.heights + BLOCKS.light);
        return blocks ? BLOCKS : ASCII;
    }

    /// How many heights there are.
    int heights() {
        return heights.length();
    }

    /// A column of that height: 0 is none.
    char column(int height) {
        return height == 0 ? ' ' : heights.charAt(height - 1);
    }

    /// What the first part of a bar is made of.
    public char full() {
        return full;
    }

    /// What the second part of a bar is made of.
    public char light() {
        return light;
    }

    /// A bar `cells` long, of which the last `second` are the second part.
    public String bar(int cells, int second) {
        return String.valueOf(full).repeat(cells - second) + String.valueOf(light).repeat(second);
    }
}
