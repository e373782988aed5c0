package faultline.repl.work;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.ModulePath;
import faultline.host.Trouble;
import faultline.host.build.BuildJob;
import faultline.host.plugin.LoadJob;
import faultline.host.plugin.Plugin;
import faultline.host.plugin.PluginCatalog;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.host.worker.Workers;

/// The plugins that somebody loaded in this session: what each was made of, and the jar that was built. A
/// plugin that does not build, fit or load leaves everything as it was, the plugin of its name that was
/// loaded before included.
@Singleton
public final class Workshop {
    private static final Duration LONGEST_BUILD = Duration.ofSeconds(60);
    private static final Duration LONGEST_MAKING = Duration.ofSeconds(10);

    /// What can be done, by what the reason says.
    private static final Map<String, String> CURES = Map.of(
            "is module", "drop the other one first, or name this module otherwise",
            "provides a strategy", "its name() must answer another name",
            "has no module-info.class",
            "a jar needs one that provides faultline.kernel.lock.LockStrategy; sources do not",
            "does not provide", "its module-info needs: provides faultline.kernel.lock.LockStrategy with ...;",
            " instead of ", "its module-info needs: provides faultline.kernel.lock.LockStrategy with ...;",
            "was compiled for Java", "compile it with --release 25, or load its sources",
            "public constructor", "a service loader makes the strategy, so it has to be public");

    private final Strategies strategies;
    private final SessionWorker session;
    private final Workers workers;
    private final TimeLimit limit;
    private final JarFolder folder;
    private final Map<Path, Path> jars = new LinkedHashMap<>();   // by what they were built of

    @Inject Workshop(Strategies strategies, SessionWorker session, Workers workers, TimeLimit limit,
            JarFolder folder) {
        this.strategies = strategies;
        this.session = session;
        this.workers = workers;
        this.limit = limit;
        this.folder = folder;
    }

    /// @param plugins there is one at least
    /// @param files   how many Java files were compiled for it
    public record Loaded(Path source, List<Plugin> plugins, int files) {
    }

    /// Builds what lies there, if it is not built, and loads it; again, if it is loaded.
    public synchronized Loaded load(Path source) {
        String subject = source.getFileName() == null ? source.toString() : source.getFileName().toString();
        Path jar = folder.place(subject);
        int files = build(subject, source, jar);
        Map<Path, Path> all = new LinkedHashMap<>(jars);
        all.put(source, jar);
        PluginCatalog catalog = strategies.catalog(List.copyOf(all.values()));
        catalog.rejected().stream().filter(no -> no.place().equals(jar)).findFirst().ifPresent(no -> {
            throw new Trouble(Exit.PLUGIN, subject + ": was not loaded").why(told(no.reason(), all))
                    .next(inTheWay(no.reason()).map(name -> "plugin drop " + name)
                            .orElse("plugin load " + source));
        });
        List<Plugin> plugins = of(jar, catalog.plugins());
        plugins.forEach(plugin -> tryOut(plugin, source));
        jars.put(source, jar);
        strategies.turnTo(catalog);
        plugins.stream().filter(plugin -> session.uses(plugin.name())).forEach(session::use);
        return new Loaded(source, plugins, files);
    }

    /// The strategy that was loaded before from the jar that the reason names.
    private Optional<String> inTheWay(String reason) {
        return jars.values().stream().filter(jar -> reason.contains(jar.toString()))
                .flatMap(jar -> of(jar, strategies.all()).stream()).map(Plugin::name).findFirst();
    }

    /// What the plugins that are loaded were built of, with their strategies.
    public synchronized Map<Path, List<Plugin>> loaded() {
        Map<Path, List<Plugin>> found = new LinkedHashMap<>();
        jars.forEach((source, jar) -> found.put(source, of(jar, strategies.all())));
        return found;
    }

    /// What the strategy of that name was built of; a trouble if it was not loaded in this session.
    public synchronized Path sourceOf(String name, String command) {
        Plugin plugin = strategies.named(name, command);
        String from = plugin.origin().builtIn() ? "it comes with Faultline" : "FAULTLINE_PLUGINS names it";
        return loaded().entrySet().stream().filter(entry -> entry.getValue().contains(plugin))
                .map(Map.Entry::getKey).findFirst()
                .orElseThrow(() -> new Trouble(Exit.USAGE, name + " was not loaded in this session").why(from)
                        .next("plugin list"));
    }

    /// What was loaded last.
    public synchronized Optional<Path> last() {
        return jars.keySet().stream().reduce((before, last) -> last);
    }

    /// Forgets what was built of that source. A session that used it goes on with the usual strategy.
    public synchronized void drop(Path source) {
        List<Plugin> gone = of(jars.remove(source), strategies.all());
        strategies.turnTo(strategies.catalog(List.copyOf(jars.values())));
        if (gone.stream().anyMatch(plugin -> session.uses(plugin.name()))) {
            session.use(strategies.usual());
        }
    }

    private int build(String subject, Path source, Path jar) {
        List<String> builtIn = strategies.all().stream().filter(plugin -> plugin.origin().builtIn())
                .map(plugin -> plugin.origin().module()).toList();
        Stream<Path> others = jars.entrySet().stream().filter(other -> !other.getKey().equals(source))
                .map(Map.Entry::getValue);
        List<String> modules = Stream.concat(ModulePath.ofThisJvm().closure(builtIn).values().stream(), others)
                .map(Path::toString).toList();
        BuildJob.Order order = new BuildJob.Order(source.toString(), modules, jar.toString());
        String next = Files.exists(source) ? "plugin load " + source : "plugin new my-lock";
        List<BuildJob.Built> built = new ArrayList<>();
        workers.errand(WorkerSpec.interactive().time(LONGEST_BUILD), BuildJob.class, order, built::add)
                .trouble(subject).ifPresent(trouble -> {
                    throw trouble.next().isEmpty() ? trouble.next(next) : trouble;
                });
        return built.getFirst().files();
    }

    /// Its constructor runs, and nothing else of it.
    private void tryOut(Plugin plugin, Path source) {
        try (Worker worker = workers.start(WorkerSpec.interactive().roots(plugin.needs())
                .time(limit.or(LONGEST_MAKING)))) {
            worker.run(LoadJob.class, plugin.origin(), name -> { }).trouble(plugin.name()).ifPresent(no -> {
                throw no.exit() == Exit.INTERRUPTED ? no
                        : new Trouble(Exit.PLUGIN, no.what(), no.why(), no.where(), "plugin load " + source);
            });
        }
    }

    private static List<Plugin> of(Path jar, List<Plugin> all) {
        return all.stream().filter(plugin -> !plugin.origin().builtIn()
                && plugin.origin().places().getFirst().equals(jar.toString())).toList();
    }

    /// The reason, with what the user knows in place of our jars, and with what can be done.
    private static String told(String reason, Map<Path, Path> all) {
        String told = reason;
        for (Map.Entry<Path, Path> entry : all.entrySet()) {
            told = told.replace(entry.getValue().toString(), entry.getKey().toString());
        }
        String whole = told;
        return CURES.keySet().stream().filter(whole::contains).findFirst()
                .map(said -> whole + "\n" + CURES.get(said)).orElse(whole);
    }
}
