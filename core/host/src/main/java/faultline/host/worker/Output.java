package faultline.host.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What a worker prints: kept up to a limit. Past it, the flood is told of once and the rest is thrown away.
final class Output {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final InputStream in;
    private final long limit;
    private final Runnable flooded;
    private final Thread thread;

    Output(InputStream in, long limit, Runnable flooded) {
        this.in = in;
        this.limit = limit;
        this.flooded = flooded;
        this.thread = new Thread(this::drain, "worker output");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void drain() {
        byte[] buffer = new byte[8192];
        boolean open = true;
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (open && !keep(buffer, n)) {
                    open = false;
                    flooded.run();
                }
            }
        } catch (IOException closed) {
            return;
        }
    }

    private boolean keep(byte[] buffer, int n) {
        synchronized (kept) {
            int room = (int) Math.min(n, limit - kept.size());
            kept.write(buffer, 0, room);
            return room == n;
        }
    }

    /// Everything up to the worker's end is there afterwards, unless a process that the worker left behind
    /// still prints.
    void awaitEnd(Duration atMost) {
        try {
            thread.join(atMost);
        } catch (InterruptedException stopWaiting) {
            Thread.currentThread().interrupt();
        }
    }

    /// For a thread that waits to tell of the flood.
    void interrupt() {
        thread.interrupt();
    }

    String text() {
        synchronized (kept) {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
