package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import faultline.host.Exit;
import faultline.host.bench.FootprintJob;
import faultline.host.plugin.Plugin;
import faultline.host.worker.WorkerSpec;
import faultline.host.worker.Workers;
import faultline.repl.work.Strategies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// Only the first command over what comes with the product waits for a worker to start and to warm up.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SharedWorkerTest {
    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void what_is_explored_and_played_over_the_products_strategies_runs_in_one_worker() {
        assertEquals(Exit.GOOD, desk.run("explore srcu look-at-close"), desk.printed());
        Set<Long> before = workers();
        assertEquals(Exit.GOOD, desk.run("explore refcount fault-at-fork"), desk.printed());
        assertEquals(Set.of(), since(before));
        desk.run("trace fault 0x1000 r");   // in that one too, and the session has its own

        assertEquals(1, since(before).size());
    }

    @Test
    void whoever_needs_fewer_modules_leaves_it_to_whoever_needs_others() {
        WorkerSpec spec = WorkerSpec.interactive("faultline.lab");
        Set<Long> first = new TreeSet<>();
        Set<Long> more = new TreeSet<>();
        for (String name : List.of("srcu", "refcount", "srcu")) {
            Plugin plugin = desk.part(Strategies.class).named(name, "use");
            desk.part(Workers.class).errand(spec.roots(plugin.needs()), FootprintJob.class, plugin.origin(),
                    footprint -> (first.isEmpty() ? first : more).addAll(workers()));
        }
        more.removeAll(first);

        assertEquals(Set.of(), more);
    }

    private static Set<Long> since(Set<Long> before) {
        Set<Long> now = new TreeSet<>(workers());
        now.removeAll(before);
        return now;
    }

    private static Set<Long> workers() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }
}
