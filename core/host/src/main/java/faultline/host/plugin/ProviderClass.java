package faultline.host.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.module.ModuleReader;
import java.lang.reflect.AccessFlag;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A class that provides a service, read from its file: what its methods without arguments answer, where that
/// is a constant, a string, a number or the name of an enum's value.
final class ProviderClass {
    private static final int VERSION_OFFSET = 6;
    private static final int LARGEST = 1 << 20;

    private final ModuleReader module;
    private final ClassModel model;

    private ProviderClass(ModuleReader module, ClassModel model) {
        this.module = module;
        this.model = model;
    }

    /// Reads the class while its module is open. The reader sees what the class loader would: of a
    /// multi-release jar, the version for this JVM.
    static ProviderClass read(ModuleReader module, String name) throws IOException, Unfit {
        Optional<InputStream> file = module.open(name.replace('.', '/') + ".class");
        if (file.isEmpty()) {
            throw new Unfit("its module provides " + name + ", but has no such class");
        }
        try (InputStream in = file.get()) {
            byte[] bytes = in.readNBytes(LARGEST);
            if (bytes.length <= VERSION_OFFSET + 1 || bytes.length == LARGEST) {
                throw new Unfit(name + " is not a class file: it has " + bytes.length + " bytes or more");
            }
            ModuleFile.checkVersion(name, ByteBuffer.wrap(bytes).getShort(VERSION_OFFSET) & 0xffff);
            return new ProviderClass(module, ClassFile.of().parse(bytes));
        } catch (IllegalArgumentException malformed) {
            throw new Unfit(name + " is not a class file: " + malformed.getMessage());
        }
    }

    /// Whether a service loader can make one.
    boolean canBeMade() {
        return model.flags().has(AccessFlag.PUBLIC) && !model.flags().has(AccessFlag.ABSTRACT)
                && model.methods().stream().anyMatch(method -> method.methodName().equalsString("<init>")
                        && method.methodType().equalsString("()V") && method.flags().has(AccessFlag.PUBLIC));
    }

    /// What the method returns, here or in a superclass of the same module, if it is a constant of that type.
    <T> Optional<T> constant(String method, Class<T> type) throws IOException, Unfit {
        Set<String> seen = new HashSet<>();
        ClassModel at = model;
        while (seen.add(at.thisClass().asInternalName())) {
            for (MethodModel candidate : at.methods()) {
                if (candidate.methodName().equalsString(method)
                        && candidate.methodType().stringValue().startsWith("()")) {
                    return answer(candidate).filter(type::isInstance).map(type::cast);
                }
            }
            String parent = at.superclass().map(ClassEntry::asInternalName).orElse("");
            if (module.find(parent + ".class").isPresent()) {
                at = read(module, parent.replace('/', '.')).model;
            }
        }
        return Optional.empty();
    }

    private static Optional<Object> answer(MethodModel method) {
        List<CodeElement> steps = method.code().stream().flatMap(code -> code.elementStream())
                .filter(Instruction.class::isInstance).toList();
        if (steps.size() != 2 || !(steps.get(1) instanceof ReturnInstruction)) {
            return Optional.empty();
        }
        return switch (steps.get(0)) {
            case ConstantInstruction constant -> Optional.of(constant.constantValue());
            case FieldInstruction field when isEnumValue(field) -> Optional.of(field.name().stringValue());
            default -> Optional.empty();
        };
    }

    private static boolean isEnumValue(FieldInstruction field) {
        return field.opcode() == Opcode.GETSTATIC
                && field.typeSymbol().equals(field.owner().asSymbol());
    }
}
