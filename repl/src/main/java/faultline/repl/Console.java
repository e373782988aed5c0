package faultline.repl;

import java.io.PrintWriter;

/// Where text goes: answers to `out`, everything else to `err`.
record Console(PrintWriter out, PrintWriter err) {

    static Console standard() {
        return new Console(new PrintWriter(System.out), new PrintWriter(System.err));
    }

    void flush() {
        out.flush();
        err.flush();
    }
}
