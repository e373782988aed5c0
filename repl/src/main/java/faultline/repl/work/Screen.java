package faultline.repl.work;

import java.io.PrintWriter;

/// Where a command that goes on until somebody stops it says what it has so far.
public final class Screen {
    private final PrintWriter out;

    public Screen(PrintWriter out) {
        this.out = out;
    }

    public void print(String text) {
        out.print(text);
        out.flush();
    }
}
