package faultline.lab.scan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The classes that make up a strategy: all that is scanned, by their names.
///
/// @param models by binary name, in the order of the names
record OwnClasses(Map<String, ClassModel> models) {
    private static final List<String> GIVEN = List.of("java.", "javax.", "jdk.", "sun.", "faultline.kernel.");

    /// Of class files, by their binary names.
    static OwnClasses of(Map<String, byte[]> files) {
        Map<String, ClassModel> models = new TreeMap<>();
        files.forEach((name, bytes) -> models.put(name, ClassFile.of().parse(bytes)));
        return new OwnClasses(models);
    }

    /// Of a loaded class, with all that it mentions, directly or not, up to the JDK and what the product lets
    /// it stand on. The bytes are those that its loader would define.
    static OwnClasses reachableFrom(Class<?> first) {
        Map<String, ClassModel> models = new TreeMap<>();
        Deque<Class<?>> open = new ArrayDeque<>();
        open.add(first);
        while (!open.isEmpty()) {
            Class<?> type = open.removeFirst();
            if (!models.containsKey(type.getName())) {
                ClassModel model = read(type);
                models.put(type.getName(), model);
                mentioned(model).forEach(name -> own(name, first.getClassLoader()).ifPresent(open::addLast));
            }
        }
        return new OwnClasses(models);
    }

    /// From where its loader has it; a class on the class path, as in a test, has no module to be read.
    private static ClassModel read(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        Module module = type.getModule();
        Optional<ResolvedModule> resolved = Optional.ofNullable(module.getLayer())
                .flatMap(layer -> layer.configuration().findModule(module.getName()));
        try (ModuleReader reader = resolved.isEmpty() ? null : resolved.get().reference().open();
                InputStream in = reader == null ? null : reader.open(file).orElse(null);
                InputStream beside = in == null ? module.getResourceAsStream(file) : null) {
            if (in == null && beside == null) {
                throw new IllegalStateException("the class file of " + type.getName() + " is not there");
            }
            return ClassFile.of().parse((in == null ? beside : in).readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> mentioned(ClassModel model) {
        List<String> names = new ArrayList<>();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof ClassEntry type && element(type.asSymbol()).isClassOrInterface()) {
                names.add(name(element(type.asSymbol())));
            }
        }
        return names;
    }

    /// Nothing for a class of the JDK, of the kernel or of the lab; those are held against the list by name.
    private static Optional<Class<?>> own(String name, ClassLoader loader) {
        if (GIVEN.stream().anyMatch(name::startsWith)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Class.forName(name, false, loader));
        } catch (ClassNotFoundException | LinkageError gone) {
            return Optional.empty();
        }
    }

    /// What an array is made of; a type that is none as it is.
    static ClassDesc element(ClassDesc type) {
        ClassDesc element = type;
        while (element.isArray()) {
            element = element.componentType();
        }
        return element;
    }

    static String name(ClassDesc type) {
        return type.packageName().isEmpty() ? binary(type) : type.packageName() + "." + binary(type);
    }

    private static String binary(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(Math.max(descriptor.lastIndexOf('/'), 0) + 1, descriptor.length() - 1);
    }

    boolean has(String name) {
        return models.containsKey(name);
    }

    ClassModel get(String name) {
        return models.get(name);
    }

    /// Whether the class itself declares a member of this name and descriptor.
    boolean declares(String type, String name, String descriptor) {
        ClassModel model = models.get(type);
        return model.methods().stream().anyMatch(method -> method.methodName().equalsString(name)
                && method.methodType().equalsString(descriptor))
                || model.fields().stream().anyMatch(field -> field.fieldName().equalsString(name)
                && field.fieldType().equalsString(descriptor));
    }

    /// What a class extends and implements.
    Stream<String> above(String type) {
        ClassModel model = models.get(type);
        return Stream.concat(model.superclass().stream(), model.interfaces().stream())
                .map(ClassEntry::asSymbol).map(OwnClasses::name);
    }

    /// An enum, or one of its constants that has a body.
    boolean isEnum(String type) {
        return has(type) && (get(type).flags().has(AccessFlag.ENUM) || above(type).anyMatch(this::isEnum));
    }
}
