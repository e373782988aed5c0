package faultline.host.plugin;

import faultline.host.ModulePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An order that a class names, as it stands in the class file: `memory.wmb("A")`. None of the class runs.
///
/// @param name   as `--drop` takes it: `A` in a plugin, `Srcu.B` in the kernel
/// @param owner  the class that draws it, without its package
/// @param source where it stands first: `VmaSeqLock.java:77`
/// @param call   the method of the seam: `wmb`
public record Letter(String name, String owner, String source, String call) {
    private static final Pattern FORM = Pattern.compile("(\\w+\\.)?[A-Z]");
    private static final String SEAM = "faultline/kernel/memory/";
    private static final String KERNEL = "faultline.kernel";

    /// The letters of a strategy, with those of the plugins it builds on, in the order of the alphabet.
    public static List<Letter> of(Plugin plugin) {
        Stream<Path> places = Stream.concat(plugin.origin().places().stream().map(Path::of),
                ModulePath.ofThisJvm().closure(plugin.needs()).entrySet().stream()
                        .filter(module -> !module.getKey().equals(KERNEL)).map(Map.Entry::getValue));
        return in(places.toList());
    }

    /// The letters of the kernel.
    public static List<Letter> ofTheKernel() {
        return in(List.copyOf(ModulePath.ofThisJvm().closure(List.of(KERNEL)).values()));
    }

    private static List<Letter> in(List<Path> places) {
        Map<String, Letter> found = new LinkedHashMap<>();
        for (Path place : places) {
            for (ModuleReference module : ModuleFinder.of(place).findAll()) {
                try (ModuleReader reader = module.open()) {
                    for (String file : reader.list().filter(name -> name.endsWith(".class")).sorted().toList()) {
                        try (InputStream in = reader.open(file).orElseThrow()) {
                            letters(ClassFile.of().parse(in.readAllBytes()))
                                    .forEach(letter -> found.putIfAbsent(letter.name(), letter));
                        }
                    }
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
            }
        }
        return found.values().stream().sorted(Comparator.comparing(Letter::name)).toList();
    }

    private static List<Letter> letters(ClassModel type) {
        List<Letter> found = new ArrayList<>();
        String file = type.findAttribute(Attributes.sourceFile()).map(it -> it.sourceFile().stringValue()).orElse("");
        String internal = type.thisClass().asInternalName();
        String owner = internal.substring(internal.lastIndexOf('/') + 1).replaceFirst("\\$.*", "");
        for (MethodModel method : type.methods()) {
            method.code().ifPresent(code -> {
                List<String> open = new ArrayList<>();   // named, and not yet handed to the seam
                int line = 0;
                for (CodeElement element : code) {
                    switch (element) {
                        case LineNumber number -> line = number.line();
                        case ConstantInstruction constant when constant.constantValue() instanceof String text
                                && FORM.matcher(text).matches() -> open.add(text);
                        case InvokeInstruction call when !open.isEmpty() && isOrdered(call) -> {
                            for (String name : open) {
                                found.add(new Letter(name, owner, file + ":" + line, call.name().stringValue()));
                            }
                            open.clear();
                        }
                        default -> {
                        }
                    }
                }
            });
        }
        return found;
    }

    private static boolean isOrdered(InvokeInstruction call) {
        return call.owner().asInternalName().startsWith(SEAM)
                && call.type().stringValue().startsWith("(Ljava/lang/String;");
    }
}
