package faultline.repl.work;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import faultline.repl.text.Strokes;

/// One line that says how far a command has come that takes more than a second: what it is at, and where it is
/// known a bar, the rate, and the time that is left. It stands on standard error, only where that is a
/// terminal, and goes away when the command answers.
public final class Progress {
    private static final String CLEAR = "\r\u001b[K";
    private static final long PATIENCE_NANOS = 1_000_000_000L;
    private static final long REDRAW_MILLIS = 250;
    private static final int COLUMNS = 79;
    private static final int BAR = 20;
    private static final int UNKNOWN = 0;

    private final PrintWriter err;
    private final boolean shown;
    private final Strokes strokes;
    private ScheduledExecutorService redraw;
    private String what = "";
    private int done;
    private int all;
    private long began;

    private Progress(PrintWriter err, boolean shown, Strokes strokes) {
        this.strokes = strokes;
        this.err = err;
        this.shown = shown;
    }

    public static Progress on(PrintWriter err) {
        return new Progress(err, isTerminal() && !"dumb".equals(System.getenv("TERM")),
                Strokes.on(System.out.charset()));
    }

    /// Shows nothing.
    public static Progress none() {
        return new Progress(new PrintWriter(PrintWriter.nullWriter()), false, Strokes.ASCII);
    }

    /// What the command is at, where nobody knows how much there is of it.
    public void show(String text) {
        show(text, 0, UNKNOWN);
    }

    /// What the command is at, with so many of so many pieces done.
    public synchronized void show(String text, int piecesDone, int pieces) {
        if (!shown) {
            return;
        }
        what = text;
        done = piecesDone;
        all = pieces;
        if (redraw == null) {
            began = System.nanoTime();
            redraw = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "progress");
                thread.setDaemon(true);
                return thread;
            });
            redraw.scheduleAtFixedRate(this::draw, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /// The command has its answer.
    public synchronized void clear() {
        if (redraw != null) {
            redraw.shutdownNow();
            redraw = null;
            err.print(CLEAR);
            err.flush();
        }
    }

    private synchronized void draw() {
        long elapsed = System.nanoTime() - began;
        if (redraw != null && elapsed >= PATIENCE_NANOS) {
            err.print(CLEAR + line(strokes, what, done, all, elapsed));
            err.flush();
        }
    }

    /// The line, as it is after that time.
    static String line(Strokes strokes, String what, int done, int all, long elapsedNanos) {
        double seconds = elapsedNanos / 1e9;
        String told = all == UNKNOWN ? "  " + Math.round(seconds) + " s"
                : "  " + bar(strokes, done, all) + "  " + done + "/" + all + (done == 0 ? "" : pace(done, all, seconds));
        int room = COLUMNS - told.length();
        return (what.length() <= room ? what : what.substring(0, room - 2) + "..") + told;
    }

    private static String bar(Strokes strokes, int done, int all) {
        int full = Math.min(BAR, BAR * done / all);
        return strokes.bar(BAR, BAR - full);
    }

    private static String pace(int done, int all, double seconds) {
        double each = seconds / done;
        String rate = each >= 1 ? String.format(Locale.ROOT, "%.1f s each", each)
                : String.format(Locale.ROOT, "%.0f a second", 1 / each);
        return "  " + rate + ", " + Math.round(each * (all - done)) + " s left";
    }

    /// Java tells only of standard input and output together; the kernel tells where standard error leads.
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return System.console() != null && System.console().isTerminal();
        }
    }
}
