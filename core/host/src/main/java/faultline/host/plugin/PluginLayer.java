package faultline.host.plugin;

import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.kernel.lock.LockStrategy;

/// Makes a strategy, in a worker: this is where its code begins to run. A built-in one is found in the boot
/// layer, which holds no other; any other gets a module layer and a class loader of its own, above the boot
/// layer.
///
/// Nothing here is a defence. What a strategy does to the JVM that loads it, it does to a worker.
public final class PluginLayer {
    private PluginLayer() {
    }

    /// The strategy; a [Trouble] with [Exit#PLUGIN] names what keeps it from loading.
    public static LockStrategy load(Plugin.Origin origin) {
        try {
            ModuleLayer layer = origin.builtIn() ? ModuleLayer.boot() : layer(origin);
            return ServiceLoader.load(layer, LockStrategy.class).stream()
                    .filter(provider -> provider.type().getName().equals(origin.provider()))
                    .filter(provider -> provider.type().getModule().getLayer() == layer)
                    .findFirst()
                    .orElseThrow(() -> trouble(origin, "no such strategy is in this worker"))
                    .get();
        } catch (ServiceConfigurationError refused) {
            throw trouble(origin, switch (refused.getCause()) {
                case null -> refused.getMessage();
                case ExceptionInInitializerError error -> "its static initialiser threw " + error.getCause();
                case Throwable thrown -> "its constructor threw " + thrown;
            });
        } catch (FindException | ResolutionException | LayerInstantiationException unresolved) {
            throw trouble(origin, unresolved.getMessage());
        } catch (LinkageError broken) {
            throw trouble(origin, String.valueOf(broken));
        }
    }

    private static ModuleLayer layer(Plugin.Origin origin) {
        ModuleFinder finder = ModuleFinder.of(origin.places().stream().map(Path::of).toArray(Path[]::new));
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration = boot.configuration().resolve(finder, ModuleFinder.of(),
                List.of(origin.module()));
        return boot.defineModulesWithOneLoader(configuration, PluginLayer.class.getClassLoader());
    }

    private static Trouble trouble(Plugin.Origin origin, String why) {
        return new Trouble(Exit.PLUGIN, "module '" + origin.module() + "' does not load").why(why)
                .where(origin.provider());
    }
}
