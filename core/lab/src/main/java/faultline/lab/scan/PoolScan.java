package faultline.lab.scan;

import java.lang.classfile.Annotation;
import java.lang.classfile.Attribute;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.ClassModel;
import java.lang.classfile.TypeAnnotation;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.attribute.RuntimeInvisibleAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeInvisibleParameterAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeInvisibleTypeAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeVisibleParameterAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeVisibleTypeAnnotationsAttribute;
import java.lang.classfile.attribute.UnknownAttribute;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.List;
import java.util.stream.Stream;

/// Everything in a class file that no line of code uses: the whole constant pool, the descriptors, and the
/// attributes of the class and its members, annotations and nest host among them.
final class PoolScan {
    private final OwnClasses own;
    private final ClassModel model;
    private final References references;
    private final Report report;

    PoolScan(OwnClasses own, ClassModel model, References references, Report report) {
        this.own = own;
        this.model = model;
        this.references = references;
        this.report = report;
    }

    void scan() {
        for (PoolEntry entry : model.constantPool()) {
            references.check(entry);
        }
        attributes(model);
        model.fields().forEach(field -> {
            references.descriptor(field.fieldType().stringValue());
            attributes(field);
        });
        model.methods().forEach(method -> {
            references.descriptor(method.methodType().stringValue());
            attributes(method);
        });
    }

    private void attributes(AttributedElement element) {
        for (Attribute<?> attribute : element.attributes()) {
            annotations(attribute).forEach(annotation ->
                    references.type(annotation.classSymbol()));
            switch (attribute) {
                case CodeAttribute code -> attributes(code);
                case NestHostAttribute nest -> nest(OwnClasses.name(nest.nestHost().asSymbol()));
                case UnknownAttribute unknown -> report.add("an attribute "
                        + unknown.attributeName().stringValue()
                        + ", which no compiler of Java writes");
                default -> {
                }
            }
        }
    }

    private void nest(String host) {
        if (!own.has(host)) {
            report.add("a nest mate of " + host + ": " + Kind.reason(host, ""));
        }
    }

    private static Stream<Annotation> annotations(Attribute<?> attribute) {
        return switch (attribute) {
            case RuntimeVisibleAnnotationsAttribute it -> it.annotations().stream();
            case RuntimeInvisibleAnnotationsAttribute it -> it.annotations().stream();
            case RuntimeVisibleParameterAnnotationsAttribute it ->
                    it.parameterAnnotations().stream().flatMap(List::stream);
            case RuntimeInvisibleParameterAnnotationsAttribute it ->
                    it.parameterAnnotations().stream().flatMap(List::stream);
            case RuntimeVisibleTypeAnnotationsAttribute it -> it.annotations().stream()
                    .map(TypeAnnotation::annotation);
            case RuntimeInvisibleTypeAnnotationsAttribute it -> it.annotations().stream()
                    .map(TypeAnnotation::annotation);
            default -> Stream.empty();
        };
    }
}
