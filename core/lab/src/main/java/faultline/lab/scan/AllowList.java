package faultline.lab.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The members outside its own classes that a strategy may name: `allowed.txt`, to be read by people. A class
/// on it may be named; what stands indented below it may be used; `extends` says that it may be extended or
/// implemented, `caught` that it may be caught. Nothing else may.
final class AllowList {
    private static final AllowList SHIPPED = read();
    private static final String EXTENDS = "extends";
    private static final String CAUGHT = "caught";

    private final Map<String, Set<String>> members;

    private AllowList(Map<String, Set<String>> members) {
        this.members = members;
    }

    static AllowList shipped() {
        return SHIPPED;
    }

    boolean names(String type) {
        return members.containsKey(type);
    }

    boolean mayExtend(String type) {
        return has(type, EXTENDS);
    }

    boolean mayCatch(String type) {
        return has(type, CAUGHT);
    }

    /// Whether a class may be asked for this member; it counts also where a supertype of the class has it on
    /// the list.
    boolean has(String type, String member) {
        if (!members.containsKey(type)) {
            return false;
        }
        if (members.get(type).contains(member)) {
            return true;
        }
        Class<?> loaded = load(type);
        return loaded != null && (loaded.getSuperclass() != null
                && has(loaded.getSuperclass().getName(), member)
                || Stream.of(loaded.getInterfaces()).anyMatch(above -> has(above.getName(), member)));
    }

    /// A method as the list writes it: `long fetchAdd(String, String, long)`.
    static String method(String name, MethodTypeDesc type) {
        String parameters = type.parameterList().stream().map(AllowList::type)
                .collect(Collectors.joining(", "));
        String called = name.equals("<init>") ? "new" : type(type.returnType()) + " " + name;
        return called + "(" + parameters + ")";
    }

    /// A field as the list writes it: `long stamp`.
    static String field(String name, ClassDesc type) {
        return type(type) + " " + name;
    }

    /// Names are whole, but for those of `java.lang`.
    static String type(ClassDesc type) {
        if (type.isArray()) {
            return type(type.componentType()) + "[]";
        }
        String name = type.packageName().isEmpty() ? "" : type.packageName() + ".";
        return (name.equals("java.lang.") ? "" : name) + type.displayName();
    }

    private static Class<?> load(String type) {
        try {
            return Class.forName(type, false, AllowList.class.getClassLoader());
        } catch (ClassNotFoundException gone) {
            return null;
        }
    }

    private static AllowList read() {
        try (InputStream in = AllowList.class.getResourceAsStream("allowed.txt")) {
            Map<String, Set<String>> members = new LinkedHashMap<>();
            Set<String> current = Set.of();
            for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (line.startsWith(" ")) {
                    current.add(line.strip());
                } else {
                    current = members.computeIfAbsent(line.strip(), type -> new LinkedHashSet<>());
                }
            }
            return new AllowList(members);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
