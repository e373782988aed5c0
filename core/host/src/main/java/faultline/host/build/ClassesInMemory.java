package faultline.host.build;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A module whose classes lie in memory, and in no file that could change. It has no resources.
final class ClassesInMemory extends ModuleReference {
    private final Map<String, byte[]> files;

    private ClassesInMemory(ModuleDescriptor descriptor, Map<String, byte[]> files) {
        super(descriptor, null);
        this.files = files;
    }

    /// Above the boot layer, with a loader of its own. Its packages are open to whoever makes a strategy of
    /// it.
    static ModuleLayer layer(Untrusted compiled) {
        ModuleDescriptor.Builder descriptor = ModuleDescriptor.newModule(Untrusted.MODULE)
                .packages(compiled.packages());
        compiled.required().forEach(descriptor::requires);
        compiled.packages().forEach(descriptor::exports);
        ModuleReference module = new ClassesInMemory(descriptor.build(), compiled.files());
        ModuleFinder finder = new ModuleFinder() {
            @Override public Optional<ModuleReference> find(String name) {
                return name.equals(Untrusted.MODULE) ? Optional.of(module) : Optional.empty();
            }

            @Override public Set<ModuleReference> findAll() {
                return Set.of(module);
            }
        };
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration = boot.configuration().resolve(finder, ModuleFinder.of(),
                List.of(Untrusted.MODULE));
        return boot.defineModulesWithOneLoader(configuration, ClassesInMemory.class.getClassLoader());
    }

    @Override public ModuleReader open() {
        return new ModuleReader() {
            @Override public Optional<URI> find(String name) {
                return Optional.empty();
            }

            @Override public Optional<InputStream> open(String name) {
                return Optional.ofNullable(files.get(name)).map(ByteArrayInputStream::new);
            }

            @Override public Optional<ByteBuffer> read(String name) {
                return Optional.ofNullable(files.get(name))
                        .map(bytes -> ByteBuffer.wrap(bytes).asReadOnlyBuffer());
            }

            @Override public Stream<String> list() {
                return files.keySet().stream();
            }

            @Override public void close() {
            }
        };
    }
}
