package faultline.course.student;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Waits for saves in the folder of an exercise.
///
/// The file system says when to look; the files themselves say whether there is anything new. So an editor that writes
/// another file and renames it is seen like one that writes in place, and a file system that sends no events is looked
/// at now and then.
public final class Saves implements AutoCloseable {
    private static final long LOOK_MILLIS = 500;     // in case no events come
    private static final long OFTEN_MILLIS = 100;    // where none can come
    private static final long SETTLE_MILLIS = 20;    // a save may be several writes

    private final WorkFolder folder;
    private final WatchService events;   // null: there are none
    private final long lookMillis;
    private Map<Path, String> seen = Map.of();

    /// @param events `null`: none, only looks
    Saves(WorkFolder folder, WatchService events, long lookMillis) {
        this.folder = folder;
        this.events = events;
        this.lookMillis = lookMillis;
    }

    static Saves in(WorkFolder folder) {
        try {
            return new Saves(folder, FileSystems.getDefault().newWatchService(), LOOK_MILLIS);
        } catch (IOException | UnsupportedOperationException none) {   // or too many are watching already
            return new Saves(folder, null, OFTEN_MILLIS);
        }
    }

    /// Returns when something was saved since it returned last; the first time at once.
    public void await() throws InterruptedException {
        while (true) {
            listen();
            Map<Path, String> now = settled();
            if (!now.isEmpty() && !now.equals(seen)) {
                seen = now;
                return;
            }
            pause();
        }
    }

    /// As the files are when nobody is writing.
    private Map<Path, String> settled() throws InterruptedException {
        Map<Path, String> now = folder.saved();
        Map<Path, String> before = seen;
        while (!now.equals(before)) {
            before = now;
            Thread.sleep(SETTLE_MILLIS);
            now = folder.saved();
        }
        return now;
    }

    private void pause() throws InterruptedException {
        if (events == null) {
            Thread.sleep(lookMillis);
            return;
        }
        for (WatchKey key = events.poll(lookMillis, TimeUnit.MILLISECONDS); key != null; key = events.poll()) {
            key.pollEvents();
            key.reset();
        }
    }

    /// To every folder that is there now; to one that is listened to already it changes nothing.
    private void listen() {
        if (events == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder.place())) {
            List<Path> folders = all.filter(Files::isDirectory).toList();
            for (Path one : folders) {
                one.register(events, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
            }
        } catch (IOException | UncheckedIOException changing) {
            return;   // looked at while it was being renamed: it is looked at again
        }
    }

    @Override public void close() {
        if (events != null) {
            try {
                events.close();
            } catch (IOException nothingLost) {
                return;
            }
        }
    }
}
