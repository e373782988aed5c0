package faultline.host.build;

import java.io.File;
import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.ModulePath;
import faultline.host.Trouble;
import faultline.lab.scan.Offence;
import faultline.lab.scan.Scan;

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

    /// What is in it that is not on the list of what a strategy may use, and what no world can see.
    ///
    /// @param given the sources, by name, that somebody vouches for
    public List<Offence> offences(Set<String> given) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Set<String> asked = new TreeSet<>();
        try (Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(Handed::isClass).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String path = classes.relativize(file).toString();
                String type = path.substring(0, path.length() - ".class".length()).replace(File.separatorChar, '.');
                files.put(type, bytes);
                if (!given.contains(source(type, bytes))) {
                    asked.add(type);
                }
            }
        }
        return Scan.of(files, asked);
    }

    private static boolean isClass(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".class") && !name.equals("module-info.class");
    }

    /// The name below the source folder.
    private static String source(String type, byte[] bytes) {
        String file = ClassFile.of().parse(bytes).findAttribute(Attributes.sourceFile())
                .map(source -> source.sourceFile().stringValue()).orElse("");
        return type.substring(0, type.lastIndexOf('.') + 1).replace('.', '/') + file;
    }

    /// A layer of its own, above the boot layer.
    public ModuleLayer load() {
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration = boot.configuration().resolve(ModuleFinder.of(classes), ModuleFinder.of(),
                List.of(name));
        return boot.defineModulesWithOneLoader(configuration, Handed.class.getClassLoader());
    }
}
