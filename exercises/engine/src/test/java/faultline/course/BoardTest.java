package faultline.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import faultline.course.judge.Board;
import faultline.course.judge.Judge;
import faultline.host.worker.Worker;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A student's figures stand among those of the product's strategies.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class BoardTest {
    private static final String MANIFEST = """
            format = 1
            id = "scored"
            title = "Scored"
            kind = "W"
            minutes = 10
            leaderboard = true
            [[check]]
            id = "reads"
            kind = "simulate"
            simulate = { workload = "vma-read", cpus = [4], writers = 1, micros = 20 }
            figure = "millions"
            against = "mmap-lock"
            at-least = 1.5
            [[check]]
            id = "longest"
            kind = "simulate"
            simulate = { workload = "vma-read", cpus = [4], writers = 1, micros = 20 }
            figure = "longest-write"
            at-most = 50
            """;

    @TempDir private Path folder;

    @Test
    void whoever_reaches_the_most_stands_first() throws IOException {
        Files.writeString(folder.resolve("course.toml"),
                "format = 1\ntitle = \"board\"\n[[track]]\nfolder = \"01-track\"\ntitle = \"Track\"\n");
        Files.writeString(Files.createDirectories(folder.resolve("01-track/01-scored")).resolve("exercise.toml"),
                MANIFEST);
        Submission sendsAll = Course.builtIn().find("first-plugin").orElseThrow().solution();
        try (Judge judge = new Judge(Worker::start)) {
            Board board = judge.board(Course.at(folder).exercises().getFirst(), sendsAll);

            assertEquals(List.of("reads", "longest"), board.figures());
            assertEquals(8, board.rows().size());
            Board.Row first = board.rows().getFirst();
            assertEquals(2, first.reached(), board.toString());
            Board.Row mmapLock = named(board, "mmap-lock");
            assertEquals(1.0, mmapLock.figures().getFirst());
            assertEquals(1, mmapLock.reached());
            assertTrue(named(board, "store-free").figures().getLast() > 50, "it waits for a grace period");
            assertEquals(1, named(board, "store-free").reached());
            assertTrue(named(board, "yours").figures().getFirst() < 1.5, board.toString());
            assertEquals(0, named(board, "yours").bytes());
            assertEquals(8, named(board, "refcount").bytes());
        }
    }

    private static Board.Row named(Board board, String strategy) {
        return board.rows().stream().filter(row -> row.strategy().equals(strategy)).findFirst().orElseThrow();
    }
}
