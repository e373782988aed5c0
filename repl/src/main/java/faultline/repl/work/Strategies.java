package faultline.repl.work;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.ModulePath;
import faultline.host.Trouble;
import faultline.host.plugin.Plugin;
import faultline.host.plugin.PluginCatalog;
import faultline.host.worker.WorkerSpec;
import faultline.repl.text.Nearest;

/// The strategies that can be typed: the product's own, those of the jars and folders that the environment
/// variable `FAULTLINE_PLUGINS` names, and those that were loaded. Nothing of them runs here.
public final class Strategies {
    private static final String PLUGINS = "FAULTLINE_PLUGINS";
    /// What a prompt begins with, unless it is not installed.
    public static final String USUAL = "refcount";

    private final List<Path> named;
    private volatile PluginCatalog catalog;

    private Strategies(List<Path> named) {
        this.named = named;
        this.catalog = catalog(List.of());
    }

    public static Strategies installed() {
        String named = System.getenv(PLUGINS);
        return with(named == null ? List.of() : Stream.of(named.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty()).map(Path::of).toList());
    }

    /// The product's own, and those of these jars and folders.
    public static Strategies with(List<Path> plugins) {
        return new Strategies(List.copyOf(plugins));
    }

    /// What there would be with these jars loaded, in place of those that are.
    PluginCatalog catalog(List<Path> loaded) {
        return PluginCatalog.of(ModulePath.ofThisJvm(),
                Stream.concat(named.stream(), loaded.stream()).toList());
    }

    /// From here on there is what this catalog has.
    void turnTo(PluginCatalog other) {
        catalog = other;
    }

    /// A worker that any of them can be run in.
    public WorkerSpec worker() {
        return WorkerSpec.interactive("faultline.lab").roots(all().stream()
                .flatMap(plugin -> plugin.needs().stream()).distinct().toList());
    }

    public List<Plugin> all() {
        return catalog.plugins();
    }

    /// The strategy of that name, if there is one.
    public Optional<Plugin> find(String name) {
        return catalog.named(name);
    }

    /// What was named as a plugin and is none, with the reasons; the rest works.
    public Optional<Trouble> rejected() {
        List<String> reasons = catalog.rejected().stream().map(no -> no.place() + " " + no.reason()).toList();
        return reasons.isEmpty() ? Optional.empty() : Optional.of(new Trouble(Exit.PLUGIN,
                reasons.size() == 1 ? "a plugin was not loaded" : reasons.size() + " plugins were not loaded")
                .why(String.join("\n", reasons))
                .next("plugin load " + catalog.rejected().getFirst().place()));
    }

    /// The strategy that a prompt begins with: the one of today's kernel.
    public Plugin usual() {
        return catalog.named(USUAL).or(() -> all().stream().findFirst())
                .orElseThrow(() -> new Trouble(Exit.PLUGIN, "no strategy is installed")
                        .next("help plugin load"));
    }

    /// The strategy of that name; a trouble that names the nearest one. `command` is what was typed before
    /// it.
    public Plugin named(String name, String command) {
        return catalog.named(name).orElseThrow(() -> unknown(name, command));
    }

    private Trouble unknown(String name, String command) {
        List<String> names = all().stream().map(Plugin::name).toList();
        Trouble trouble = new Trouble(Exit.USAGE, "no strategy is named '" + name + "'");
        if (Files.isDirectory(Path.of(name))) {
            return trouble.why("a folder of that name is here; what is in it was not loaded")
                    .next("plugin load " + name);
        }
        return Nearest.to(name, names)
                .map(near -> trouble.why("did you mean " + near + "?").next(command + " " + near))
                .orElseGet(() -> trouble.why("installed: " + names.stream().collect(Collectors.joining(", ")))
                        .next("strategies"));
    }
}
