package faultline.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import faultline.host.ModulePath;
import faultline.host.Trouble;
import faultline.host.build.BuildJob;
import faultline.host.build.Project;
import faultline.host.check.CheckJob;
import faultline.host.plugin.Plugin;
import faultline.host.session.BootJob;
import faultline.host.session.SessionJob;
import faultline.host.worker.Job;
import faultline.host.worker.Worker;
import faultline.lab.contract.Examination.Depth;
import faultline.lab.session.Place;
import faultline.lab.session.SessionRequest;
import faultline.repl.work.Strategies;

/// A worker without a student, so that its JVM can note which classes workers need: it boots a session, compiles a
/// plugin, and puts a strategy of ours to the quick examination. Of that a cache is made, with which every worker of
/// the usual kind starts in half the time.
final class WorkerRehearsal {
    /// Names the cache to make, to `faultline` without a command. It is a property, because it is nobody's command.
    static final String PROPERTY = "faultline.rehearsal.worker";

    /// Names the cache to start workers with.
    static final String CACHE = "faultline.worker.cache";

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String NAME = "rehearsed";

    private WorkerRehearsal() {
    }

    /// The cache that workers are started with, if there is to be one.
    static Optional<Path> cache() {
        return Optional.ofNullable(System.getProperty(CACHE)).map(Path::of);
    }

    /// Makes the cache. Where that fails there is none.
    static void run(Strategies strategies, Path cache) throws IOException {
        Path folder = Files.createTempDirectory("rehearsal");
        Worker worker = Worker.start(strategies.worker().making(cache).time(LONGEST));
        try {
            Plugin plugin = strategies.usual();
            ask(worker, BootJob.class, plugin.origin());
            for (SessionRequest request : List.of(new SessionRequest.Maps(),
                    new SessionRequest.Fault(Place.at(0), "r"), new SessionRequest.Counters())) {
                ask(worker, SessionJob.class, request);
            }
            Project.create(folder.resolve(NAME), NAME);
            ask(worker, BuildJob.class, new BuildJob.Order(folder.resolve(NAME).toString(),
                    ModulePath.ofThisJvm().closure(plugin.needs()).values().stream().map(Path::toString).toList(),
                    folder.resolve("rehearsed.jar").toString()));
            for (String part : List.of("contract", "exploration")) {
                ask(worker, CheckJob.class, new CheckJob.Order(plugin.origin(), part, Depth.QUICK));
            }
        } finally {
            worker.dismiss(LONGEST);
            delete(folder);
        }
    }

    private static <Q, R> void ask(Worker worker, Class<? extends Job<Q, R>> job, Q request) {
        Optional<Trouble> trouble = worker.run(job, request, _ -> { }).trouble(NAME);
        if (trouble.isPresent()) {
            throw trouble.get();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }
}
