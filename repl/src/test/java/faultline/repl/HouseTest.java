package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// The rules of the house. A world can roll a kernel back, bill it and convict it only if all that changes
/// stands in seam cells, and if nothing below the lab knows the time, chance, or another thread.
@DisplayNameGeneration(ReplaceUnderscores.class)
class HouseTest {
    private static final List<String> BELOW_THE_LAB = List.of("core/kernel", "plugins");

    /// Classes whose fields change but are one task's own between two of its steps.
    private static final Set<String> TASK_OWNED = Set.of(
            "faultline/kernel/lock/Look", "faultline/kernel/memory/Task", "faultline/kernel/mm/Cpu",
            "faultline/kernel/mm/TreeChange", "faultline/kernel/mm/VmFault", "faultline/kernel/mm/Zap",
            "faultline/kernel/uprobe/Cookie", "faultline/kernel/uprobe/Registers", "faultline/kernel/uprobe/Utask");

    private static final List<String> FORBIDDEN_PACKAGES = List.of("java/util/concurrent/", "java/time/",
            "java/lang/reflect/", "java/lang/foreign/", "java/io/", "java/nio/", "sun/", "jdk/");

    private static final Set<String> FORBIDDEN_CLASSES = Set.of("java/lang/invoke/VarHandle", "java/util/Random",
            "java/util/HashMap", "java/util/HashSet", "java/util/IdentityHashMap", "java/util/WeakHashMap",
            "java/lang/Thread", "java/lang/ThreadLocal", "java/lang/ScopedValue", "java/lang/Runtime",
            "java/util/SplittableRandom", "java/util/UUID");

    private static final Set<String> FORBIDDEN_MEMBERS = Set.of("java/lang/System.nanoTime",
            "java/lang/System.currentTimeMillis", "java/lang/System.identityHashCode", "java/lang/Math.random",
            "java/lang/Object.wait", "java/lang/Object.notify", "java/lang/Object.notifyAll",
            "java/lang/System.exit", "java/lang/System.getProperty");

    @Test
    void below_the_lab_what_changes_stands_in_cells() {
        List<String> found = new ArrayList<>();
        for (ClassModel type : belowTheLab()) {
            for (FieldModel field : type.fields()) {
                boolean isFinal = field.flags().has(AccessFlag.FINAL);
                boolean isStatic = field.flags().has(AccessFlag.STATIC);
                if (!isFinal && (isStatic || !TASK_OWNED.contains(name(type)))) {
                    found.add(name(type) + "." + field.fieldName() + " is not final: make it a cell of faultline.kernel.memory");
                }
            }
        }

        assertEquals(List.of(), found);
    }

    @Test
    void below_the_lab_nobody_knows_time_chance_or_threads() {
        List<String> found = new ArrayList<>();
        for (ClassModel type : belowTheLab()) {
            type.constantPool().forEach(entry -> {
                if (entry instanceof MemberRefEntry member) {
                    String owner = member.owner().asInternalName();
                    String full = owner + "." + member.name().stringValue();
                    boolean forbidden = FORBIDDEN_PACKAGES.stream().anyMatch(owner::startsWith)
                            || FORBIDDEN_CLASSES.contains(owner) || FORBIDDEN_MEMBERS.contains(full);
                    if (forbidden) {
                        found.add(name(type) + " uses " + full + ": only the lab may");
                    }
                }
            });
        }

        assertEquals(List.of(), found);
    }

    @Test
    void below_the_lab_nothing_is_synchronized() {
        List<String> found = new ArrayList<>();
        for (ClassModel type : belowTheLab()) {
            type.methods().forEach(method -> {
                boolean monitor = method.code().isPresent() && method.code().get().elementStream()
                        .anyMatch(MonitorInstruction.class::isInstance);
                if (monitor || method.flags().has(AccessFlag.SYNCHRONIZED)) {
                    found.add(name(type) + "." + method.methodName() + " is synchronized: use faultline.kernel.sync");
                }
            });
        }

        assertEquals(List.of(), found);
    }

    @Test
    void a_plugin_is_found_as_a_service_and_requires_the_kernel_alone_or_what_it_builds_on() {
        List<String> found = new ArrayList<>();
        List<String> plugins = House.classes("plugins").stream()
                .flatMap(type -> type.findAttribute(Attributes.module()).stream())
                .map(module -> module.moduleName().name().stringValue()).toList();
        for (ClassModel type : House.classes("plugins")) {
            type.findAttribute(Attributes.module()).ifPresent(module -> {
                long requires = module.requires().stream()
                        .map(required -> required.requires().name().stringValue())
                        .filter(name -> !name.equals("java.base")).count();
                boolean kernelOrPlugin = module.requires().stream()
                        .map(required -> required.requires().name().stringValue())
                        .allMatch(name -> name.equals("java.base") || name.equals("faultline.kernel")
                                || plugins.contains(name));
                boolean strategy = module.provides().size() == 1 && module.provides().getFirst().provides()
                        .asInternalName().equals("faultline/kernel/lock/LockStrategy");
                if (!kernelOrPlugin || requires > 2 || !strategy) {
                    found.add(module.moduleName().name().stringValue());
                }
            });
        }

        assertEquals(List.of(), found);
    }

    @Test
    void the_kernel_requires_nothing() {
        List<String> requires = House.classes("core/kernel").stream()
                .flatMap(type -> type.findAttribute(Attributes.module()).stream())
                .flatMap(module -> module.requires().stream())
                .map(required -> required.requires().name().stringValue()).toList();

        assertEquals(List.of("java.base"), requires);
    }

    @Test
    void the_terminal_and_the_wiring_are_known_in_one_place_each() {
        assertEquals(1, filesThatMention("repl", "import org.jline.").stream().map(Path::getParent).distinct()
                .count());
        assertFalse(filesThatMention("core", "import com.google.inject").iterator().hasNext());
        assertFalse(filesThatMention("plugins", "import com.google.inject").iterator().hasNext());
        assertEquals(1, filesThatMention("repl", "extends AbstractModule").size());
    }

    @Test
    void a_class_fits_the_screens_it_may_have() {
        List<String> found = Stream.of("core", "plugins", "repl", "exercises").flatMap(place -> House.sources(place).stream())
                .filter(source -> House.text(source).lines().count() > 400)
                .map(source -> House.ROOT.relativize(source) + " has more than 400 lines: it is two classes").toList();

        assertEquals(List.of(), found);
    }

    @Test
    void names_say_what_a_thing_is() {
        Pattern vague = Pattern.compile("(Manager|Helper|Util|Utils|Impl|Factory)$|^Abstract");
        List<String> found = Stream.of("core", "plugins", "repl", "exercises").flatMap(place -> House.sources(place).stream())
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .filter(name -> vague.matcher(name).find()).toList();

        assertEquals(List.of(), found);
    }

    @Test
    void the_top_level_is_what_it_is() throws Exception {
        Set<String> allowed = Set.of("core", "plugins", "repl", "exercises", "README.md", "pom.xml", "LICENSE", "target",
                "faultline-course", "faultline-report.html", "my-lock", "my-refcount");   // as README.md says
        try (Stream<Path> top = Files.list(House.ROOT)) {
            List<String> found = top.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !allowed.contains(name)).toList();

            assertEquals(List.of(), found);
        }
    }

    private static List<Path> filesThatMention(String place, String words) {
        return House.sources(place).stream().filter(source -> House.text(source).contains(words)).toList();
    }

    private static List<ClassModel> belowTheLab() {
        List<ClassModel> found = new ArrayList<>();
        BELOW_THE_LAB.forEach(place -> found.addAll(House.classes(place)));
        assertFalse(found.isEmpty(), "no classes found below " + House.ROOT);
        return found;
    }

    private static String name(ClassModel type) {
        return type.thisClass().asInternalName();
    }
}
