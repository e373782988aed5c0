package faultline.host.plugin;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import faultline.host.ModulePath;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Reuse;

/// Every strategy there is: those of the product's module path, and those of jars and folders that somebody
/// named. Nothing of them is loaded here; a strategy's code runs in workers only, and that begins with its
/// constructor.
///
/// What does not fit is listed with the reason, and does no harm to the others. The product's own strategies
/// come first, so nobody can take the name of one.
public final class PluginCatalog {
    private static final String SERVICE = LockStrategy.class.getName();
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /// Something that was named as a plugin and is none.
    public record Rejected(Path place, String reason) {
    }

    private final ModulePath product;
    private final Map<String, Plugin> plugins = new LinkedHashMap<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private final Map<String, ModuleReference> external = new LinkedHashMap<>();

    private PluginCatalog(ModulePath product) {
        this.product = product;
    }

    /// Reads the product's strategies and those of the given jars, exploded modules and folders of jars.
    public static PluginCatalog of(ModulePath product, Collection<Path> entries) {
        PluginCatalog catalog = new PluginCatalog(product);
        product.modules().stream().filter(PluginCatalog::provides)
                .sorted(Comparator.comparing(module -> module.descriptor().name())).forEach(catalog::add);
        entries.forEach(catalog::find);
        catalog.external.values().stream().filter(catalog::meantAsPlugin).forEach(catalog::add);
        return catalog;
    }

    /// The product's own in the order of their modules, then the others as they were found.
    public List<Plugin> plugins() {
        return List.copyOf(plugins.values());
    }

    public Optional<Plugin> named(String name) {
        return Optional.ofNullable(plugins.get(name));
    }

    public List<Rejected> rejected() {
        return List.copyOf(rejected);
    }

    private void find(Path entry) {
        List<Path> places = ModulePath.places(entry);
        if (places.isEmpty()) {
            reject(entry, Files.exists(entry) ? "holds no module"
                    : "is not there");
        }
        for (Path place : places) {
            try {
                ModuleReference module = ModuleFile.read(place);
                String name = module.descriptor().name();
                ModuleReference first = external.putIfAbsent(name, module);
                if (first != null) {
                    reject(place, "is module '" + name + "', and so is " + place(first));
                }
            } catch (Unfit reason) {
                reject(place, reason.getMessage());
            }
        }
    }

    /// Not so a module without the service that another one requires.
    private boolean meantAsPlugin(ModuleReference module) {
        String name = module.descriptor().name();
        return provides(module) || external.values().stream()
                .noneMatch(other -> ModulePath.required(other.descriptor()).anyMatch(name::equals));
    }

    private void add(ModuleReference module) {
        try (ModuleReader reader = module.open()) {
            for (String provider : providers(module.descriptor())) {
                Plugin plugin = plugin(module, provider, ProviderClass.read(reader, provider));
                if (plugins.putIfAbsent(plugin.name(), plugin) != null) {
                    throw new Unfit("provides a strategy '" + plugin.name() + "', and so does module '"
                            + plugins.get(plugin.name()).origin().module() + "'");
                }
            }
        } catch (Unfit reason) {
            reject(place(module), reason.getMessage());
        } catch (IOException unreadable) {
            reject(place(module), "cannot be read: " + unreadable.getMessage());
        } catch (IllegalArgumentException malformed) {
            reject(place(module), "has a damaged class file: " + malformed.getMessage());
        }
    }

    private Plugin plugin(ModuleReference module, String provider, ProviderClass type)
            throws IOException, Unfit {
        if (!type.canBeMade()) {
            throw new Unfit(provider + " is not a public class with a public constructor without arguments");
        }
        Set<String> needs = new LinkedHashSet<>();
        Set<String> places = new LinkedHashSet<>();
        gather(module, needs, places);
        String name = text(type, provider, "name");
        if (!NAME.matcher(name).matches()) {
            throw new Unfit("names its strategy '" + printable(name)
                    + "'; a name is lower-case words with hyphens");
        }
        Plugin.Origin origin = new Plugin.Origin(module.descriptor().name(), provider, List.copyOf(places));
        return new Plugin(name, printable(text(type, provider, "summary")), origin, List.copyOf(needs),
                type.constant("reuse", String.class).flatMap(PluginCatalog::reuse),
                truth(type, "readerExcludes"), truth(type, "readerMaySleep"),
                type.constant("bytesPerVma", Integer.class));
    }

    /// The product's modules that a module needs, itself included, and the places of those that are not the
    /// product's.
    private void gather(ModuleReference module, Set<String> needs, Set<String> places) throws Unfit {
        String name = module.descriptor().name();
        if (external.get(name) != module) {
            needs.add(name);
            return;
        }
        places.add(place(module).toString());
        for (String required : ModulePath.required(module.descriptor()).toList()) {
            ModuleReference other = external.get(required);
            if (other != null) {
                if (!places.contains(place(other).toString())) {
                    gather(other, needs, places);
                }
            } else if (product.contains(required)) {
                needs.add(required);
            } else if (ModuleFinder.ofSystem().find(required).isEmpty()) {
                throw new Unfit("requires module '" + required + "', which is not there");
            }
        }
    }

    private static String text(ProviderClass type, String provider, String method) throws IOException, Unfit {
        return type.constant(method, String.class).orElseThrow(() -> new Unfit(
                provider + "." + method + "() must return a constant, because it is read and not called"));
    }

    private static Optional<Reuse> reuse(String constant) {
        return Stream.of(Reuse.values()).filter(reuse -> reuse.name().equals(constant)).findFirst();
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static Optional<Boolean> truth(ProviderClass type, String method) throws IOException, Unfit {
        return type.constant(method, Integer.class).map(value -> value != 0);
    }

    private void reject(Path place, String reason) {
        rejected.add(new Rejected(place, reason));
    }

    private static boolean provides(ModuleReference module) {
        return module.descriptor().provides().stream().anyMatch(service -> service.service().equals(SERVICE));
    }

    private static List<String> providers(ModuleDescriptor module) throws Unfit {
        List<String> found = module.provides().stream().filter(service -> service.service().equals(SERVICE))
                .flatMap(service -> service.providers().stream()).toList();
        if (!found.isEmpty()) {
            return found;
        }
        String others = module.provides().stream().map(Provides::service).sorted()
                .collect(Collectors.joining(", "));
        throw new Unfit(others.isEmpty() ? "does not provide " + SERVICE
                : "provides " + others + " instead of " + SERVICE);
    }

    private static Path place(ModuleReference module) {
        return Path.of(module.location().orElseThrow());
    }
}
