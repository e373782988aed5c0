package faultline.host.build;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModuleProvideInfo;
import java.lang.classfile.attribute.ModuleRequireInfo;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.ModuleDesc;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.kernel.lock.LockStrategy;
import faultline.lab.Scenes;

/// The module declaration of sources that have none: it provides every strategy in them, and every set of scenes,
/// requires the modules whose packages they mention, and is named like the package of the first of these.
record Descriptor(String name, Set<String> requires, Map<Class<?>, List<String>> provides) {
    static final String FILE = "module-info.class";

    /// From compiled classes, and the modules that they were compiled against.
    static Descriptor of(Path classes, List<Path> modules) throws IOException {
        Map<String, ClassModel> types = types(classes);
        List<ModuleReference> known = List.copyOf(ModuleFinder.of(modules.toArray(Path[]::new)).findAll());
        Map<Class<?>, List<String>> provides = new LinkedHashMap<>();
        for (Class<?> service : List.of(LockStrategy.class, Scenes.class)) {
            List<String> providers = providers(service, types, known);
            if (!providers.isEmpty()) {
                provides.put(service, providers);
            }
        }
        if (provides.isEmpty()) {
            throw new Trouble(Exit.PLUGIN, "has no strategy")
                    .why("no public class in it implements " + LockStrategy.class.getName());
        }
        String first = provides.values().iterator().next().getFirst();
        if (types.keySet().stream().anyMatch(type -> !type.contains("/"))) {
            String example = first.substring(first.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            throw new Trouble(Exit.PLUGIN, "has a class in no package")
                    .why("a module has none: begin the file with 'package " + example + ";'");
        }
        return new Descriptor(first.substring(0, first.lastIndexOf('.')), required(types, known),
                provides);
    }

    private static List<String> providers(Class<?> service, Map<String, ClassModel> types,
            List<ModuleReference> known) throws IOException {
        List<String> found = new ArrayList<>();
        for (ClassModel type : types.values()) {
            if (type.flags().has(AccessFlag.PUBLIC) && !type.flags().has(AccessFlag.ABSTRACT)
                    && isA(service, type, types, known)) {
                found.add(type.thisClass().asInternalName().replace('/', '.'));
            }
        }
        return found;
    }

    void writeTo(Path classes) throws IOException {
        ModuleAttribute module = ModuleAttribute.of(ModuleDesc.of(name), it -> {
            it.requires(ModuleRequireInfo.of(ModuleDesc.of("java.base"), List.of(AccessFlag.MANDATED), null));
            requires.forEach(other ->
                    it.requires(ModuleRequireInfo.of(ModuleDesc.of(other), List.of(), null)));
            provides.forEach((service, providers) -> it.provides(ModuleProvideInfo.of(
                    ClassDesc.of(service.getName()), providers.stream().map(ClassDesc::of).toList())));
        });
        Files.write(classes.resolve(FILE), ClassFile.of().buildModule(module));
    }

    private static Map<String, ClassModel> types(Path classes) throws IOException {
        Map<String, ClassModel> types = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
                ClassModel type = ClassFile.of().parse(file);
                types.put(type.thisClass().asInternalName(), type);
            }
        }
        return types;
    }

    /// Whether it says that it is one, itself or in a superclass, here or in a module.
    private static boolean isA(Class<?> service, ClassModel type, Map<String, ClassModel> types,
            List<ModuleReference> known) throws IOException {
        if (type.interfaces().stream().map(ClassEntry::asInternalName)
                .anyMatch(service.getName().replace('.', '/')::equals)) {
            return true;
        }
        String parent = type.superclass().map(ClassEntry::asInternalName).orElse("");
        if (types.containsKey(parent)) {
            return isA(service, types.get(parent), types, known);
        }
        for (ModuleReference module : known) {
            try (ModuleReader reader = module.open()) {
                Optional<InputStream> file = reader.open(parent + ".class");
                if (file.isPresent()) {
                    try (InputStream in = file.get()) {
                        return isA(service, ClassFile.of().parse(in.readAllBytes()), types, known);
                    }
                }
            }
        }
        return false;
    }

    private static Set<String> required(Map<String, ClassModel> types, List<ModuleReference> modules) {
        Set<String> mentioned = types.values().stream().flatMap(Descriptor::mentions)
                .collect(Collectors.toSet());
        Set<String> required = new TreeSet<>(Set.of("faultline.kernel"));
        List<ModuleReference> known = new ArrayList<>(modules);
        known.addAll(ModuleFinder.ofSystem().findAll());
        known.sort(Comparator.comparing(module -> module.descriptor().name()));
        for (ModuleReference module : known) {
            if (exported(module.descriptor()).anyMatch(mentioned::contains)) {
                required.add(module.descriptor().name());
            }
        }
        required.remove("java.base");
        return required;
    }

    private static Stream<String> exported(ModuleDescriptor module) {
        return module.exports().stream().filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source);
    }

    private static Stream<String> mentions(ClassModel type) {
        Set<String> packages = new TreeSet<>();
        type.constantPool().forEach(entry -> {
            if (entry instanceof ClassEntry other && other.asInternalName().contains("/")) {
                String name = other.asInternalName().replaceFirst("^\\[*L?", "");
                packages.add(name.substring(0, name.lastIndexOf('/')).replace('/', '.'));
            }
        });
        return packages.stream();
    }
}
