package faultline.course.student;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A save is seen by the event that the file system sends, and where it sends none by looking.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class SavesTest {
    private static final long NEVER = TimeUnit.HOURS.toMillis(1);
    private static final long OFTEN = 5;

    @TempDir private Path folder;
    private Path source;

    @BeforeEach
    void aFolder() throws IOException {
        source = Files.createDirectories(folder.resolve("work/src/main/java/it")).resolve("It.java");
        Files.writeString(source, "class It { }");
    }

    @Test
    void a_save_in_place_is_an_event() throws Exception {
        try (Saves saves = byEvents()) {
            CompletableFuture<Boolean> seen = waiting(saves);
            Files.writeString(source, "class It { int more; }");

            seen.get();
        }
    }

    @Test
    void a_save_by_rename_from_elsewhere_is_an_event() throws Exception {
        try (Saves saves = byEvents()) {
            CompletableFuture<Boolean> seen = waiting(saves);
            renameOver();

            seen.get();
        }
    }

    @Test
    void a_file_in_a_new_folder_is_seen() throws Exception {
        try (Saves saves = byEvents()) {
            CompletableFuture<Boolean> seen = waiting(saves);
            Path other = Files.createDirectories(folder.resolve("work/src/main/java/other")).resolve("Other.java");
            Files.writeString(other, "class Other { }");

            seen.get();
        }
    }

    @Test
    void where_no_events_come_the_files_are_looked_at() throws Exception {
        try (Saves saves = new Saves(new WorkFolder(folder.resolve("work")), null, OFTEN)) {
            CompletableFuture<Boolean> seen = waiting(saves);
            renameOver();

            seen.get();
        }
    }

    @Test
    void what_nobody_hands_in_is_no_save() throws Exception {
        try (Saves saves = new Saves(new WorkFolder(folder.resolve("work")), null, OFTEN)) {
            CompletableFuture<Boolean> seen = waiting(saves);
            Files.writeString(folder.resolve("work/notes.txt"), "not code");
            TimeUnit.MILLISECONDS.sleep(20 * OFTEN);   // not seeing takes a while

            assertFalse(seen.isDone());
            renameOver();
            seen.get();
        }
    }

    private Saves byEvents() throws IOException {
        return new Saves(new WorkFolder(folder.resolve("work")), FileSystems.getDefault().newWatchService(), NEVER);
    }

    /// The first look has been had; who waits then, waits for a save.
    private static CompletableFuture<Boolean> waiting(Saves saves) throws InterruptedException {
        saves.await();
        return CompletableFuture.supplyAsync(() -> {
            try {
                saves.await();
                return true;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        });
    }

    private void renameOver() throws IOException {
        Path saved = Files.writeString(folder.resolve("It.java.swp"), "class It { int renamed; }");
        Files.move(saved, source, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
