package faultline.lab.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.RwSemaphore;
import faultline.kernel.sync.Sync;
import faultline.lab.World;
import faultline.lab.hardware.Crew.Thing;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The hand-off of a rw_semaphore: a waiter that was woken for nothing insists, and from then on no spinning
/// writer comes before it.
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class HandOffTest {
    private static final long HANDOFF = 4;

    private final World world = World.hardware(4, 0);
    private final Thing thing = new Thing(world.memory(), 1);
    private final Word stage = world.memory().line(thing).word("stage", 0);
    private final SeenLine line = new SeenLine(world.memory().line(thing));
    private final RwSemaphore lock = Sync.coded(world.memory(), world.cpus(), Integer.MAX_VALUE)
            .rwSemaphore(line, "lock", "lock");

    @AfterEach void close() {
        world.close();
        assertEquals(List.of(), world.bugs());
    }

    @Test void a_writer_that_is_woken_for_nothing_insists() {
        Crew crew = new Crew(world).on(0, reader -> {
            lock.downRead(reader, false);
            stage.writeOnce(1);
            stage.awaitAcquire("A", reader, -1, 2, false);
            lock.upRead(reader);
        });
        Watch.until(() -> stage.readOnce() == 1);
        crew.on(1, writer -> {
            lock.downWrite(writer, false);
            lock.upWrite(writer);
        });
        Watch.untilAsleep(world, 1, "queueToWrite");
        assertEquals(0, line.count.readOnce() & HANDOFF);
        world.task(1).wake("B");

        Watch.until(() -> (line.count.readOnce() & HANDOFF) != 0);
        stage.writeOnce(2);
        crew.join();
        assertEquals(0, line.count.readOnce());
    }

    /// The first reader is killed while a writer is inside; the second finds itself at the front.
    @Test void readers_that_cannot_come_in_insist_and_a_spinning_writer_queues_behind_them() {
        Crew crew = new Crew(world).on(0, writer -> {
            lock.downWrite(writer, false);
            stage.writeOnce(1);
            stage.awaitAcquire("A", writer, -1, 2, false);
            lock.upWrite(writer);
        });
        Watch.until(() -> stage.readOnce() == 1);
        crew.on(1, victim -> assertFalse(lock.downRead(victim, true)));
        Watch.untilAsleep(world, 1, "queueToRead");
        crew.on(2, reader -> {
            lock.downRead(reader, false);
            lock.upRead(reader);
        });
        Watch.untilAsleep(world, 2, "queueToRead");
        world.task(1).kill();
        Watch.until(() -> (line.count.readOnce() & HANDOFF) != 0);
        crew.on(3, spinner -> {
            lock.downWrite(spinner, false);
            lock.upWrite(spinner);
        });

        Watch.untilAsleep(world, 3, "queueToWrite");   // without the hand-off it would spin
        stage.writeOnce(2);
        crew.join();
        assertEquals(0, line.count.readOnce());
    }

    /// Lets the test see the count.
    private static final class SeenLine extends Line {
        private final Line line;
        private Word count;

        SeenLine(Line line) {
            super(line.owner());
            this.line = line;
        }

        @Override public Word word(String field, long initial) {
            Word word = line.word(field, initial);
            count = field.equals("lock.count") ? word : count;
            return word;
        }

        @Override public <T extends KernelObject> Ref<T> ref(String field) {
            return line.ref(field);
        }

        @Override public Word stableWord(String field, long initial) {
            return line.stableWord(field, initial);
        }

        @Override public <T extends KernelObject> Ref<T> stableRef(String field) {
            return line.stableRef(field);
        }

        @Override protected void poison(Task task) {
            // the line within belongs to the owner too
        }
    }
}
