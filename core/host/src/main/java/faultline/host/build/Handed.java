package faultline.host.build;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import faultline.host.Exit;
import faultline.host.ModulePath;
import faultline.host.Trouble;

/// Sources that somebody handed in, compiled in this worker against the modules it has, and no others.
///
/// A declaration of a module among them is passed over: what the module may require and provide is written here.
///
/// @param classes where the class files lie, the module's declaration among them
/// @param name    the module's
public record Handed(Path classes, String name) {

    /// @param sources the texts by their names below the source folder
    public static Handed compile(Map<String, String> sources) throws IOException {
        Path root = Files.createTempDirectory("sources");
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = root.resolve(source.getKey()).normalize();
            if (!file.startsWith(root)) {
                throw new Trouble(Exit.PLUGIN, "a source has no name below its folder").where(source.getKey());
            }
            if (!file.endsWith("module-info.java")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, source.getValue());
            }
        }
        List<Path> modules = ModulePath.ofThisJvm().modules().stream().map(ModuleReference::location)
                .map(place -> Path.of(place.orElseThrow())).toList();
        Path classes = Files.createTempDirectory("classes");
        Compilation.of(Sources.at(root), modules).into(classes);
        Descriptor descriptor = Descriptor.of(classes, modules);
        descriptor.writeTo(classes);
        return new Handed(classes, descriptor.name());
    }

    /// A layer of its own, above the boot layer.
    public ModuleLayer load() {
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration = boot.configuration().resolve(ModuleFinder.of(classes), ModuleFinder.of(),
                List.of(name));
        return boot.defineModulesWithOneLoader(configuration, Handed.class.getClassLoader());
    }
}
