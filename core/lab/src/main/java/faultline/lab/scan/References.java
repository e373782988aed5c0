package faultline.lab.scan;

import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.DynamicConstantPoolEntry;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Optional;

/// Holds what a class file names against the list, whatever kind of constant it is: classes, members, the
/// types in descriptors, and of a dynamic constant or call the bootstrap method and everything that is handed
/// to it.
final class References {
    private final OwnClasses own;
    private final Report report;

    References(OwnClasses own, Report report) {
        this.own = own;
        this.report = report;
    }

    void check(PoolEntry entry) {
        switch (entry) {
            case ClassEntry type -> type(type.asSymbol());
            case MemberRefEntry member -> member(member);
            case NameAndTypeEntry named -> descriptor(named.type().stringValue());
            case MethodTypeEntry type -> descriptor(type.descriptor().stringValue());
            case MethodHandleEntry handle -> member(handle.reference());
            case DynamicConstantPoolEntry dynamic -> {
                check(dynamic.bootstrap().bootstrapMethod());
                for (LoadableConstantEntry argument : dynamic.bootstrap().arguments()) {
                    check(argument);
                }
                descriptor(dynamic.type().stringValue());
            }
            default -> {
            }
        }
    }

    void descriptor(String descriptor) {
        if (descriptor.startsWith("(")) {
            MethodTypeDesc type = MethodTypeDesc.ofDescriptor(descriptor);
            type.parameterList().forEach(this::type);
            type(type.returnType());
        } else {
            type(ClassDesc.ofDescriptor(descriptor));
        }
    }

    void type(ClassDesc type) {
        ClassDesc element = OwnClasses.element(type);
        if (element.isClassOrInterface()) {
            type(OwnClasses.name(element), "");
        }
    }

    private boolean type(String type, String member) {
        boolean known = own.has(type) || AllowList.shipped().names(type);
        if (!known) {
            report.add(type, type + (member.isEmpty() ? "" : "." + member) + ": "
                    + Kind.reason(type, member));
        }
        return known;
    }

    private void member(MemberRefEntry entry) {
        ClassDesc owner = entry.owner().asSymbol();
        String name = entry.name().stringValue();
        String descriptor = entry.type().stringValue();
        if (owner.isArray()) {
            if (!name.equals("clone") || !own.isEnum(OwnClasses.name(OwnClasses.element(owner)))) {
                report.add("an array's " + name + ": what changes must stand in cells");
            }
            return;
        }
        String type = OwnClasses.name(owner);
        if (name.equals("hashCode") && descriptor.equals("()I")) {
            // that of a record is made of its parts' hashes
            report.add(type + "." + name, type + "." + name + ": " + Kind.reason(type, name));
        } else if (type(type, name)) {
            String written = entry instanceof FieldRefEntry
                    ? AllowList.field(name, ClassDesc.ofDescriptor(descriptor))
                    : AllowList.method(name, MethodTypeDesc.ofDescriptor(descriptor));
            refusal(type, name, descriptor, written).ifPresent(from -> report.add(from + "." + name,
                    from + "." + name + ": " + Kind.reason(from, name)));
            descriptor(descriptor);
        }
    }

    /// The class outside from which the member comes, if it is not to be used.
    private Optional<String> refusal(String type, String name, String descriptor, String written) {
        if (!own.has(type)) {
            return AllowList.shipped().has(type, written) ? Optional.empty() : Optional.of(type);
        }
        if (own.declares(type, name, descriptor)) {
            return Optional.empty();
        }
        String refusing = type;
        for (String above : own.above(type).toList()) {
            Optional<String> refused = refusal(above, name, descriptor, written);
            if (refused.isEmpty()) {
                return Optional.empty();
            }
            refusing = refused.get().equals("java.lang.Object") || refusing.equals(type) ? refused.get()
                    : refusing;
        }
        return Optional.of(refusing);
    }
}
