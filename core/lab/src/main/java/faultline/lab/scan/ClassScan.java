package faultline.lab.scan;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.Set;

/// What one class does that no world can see: fields that change, arrays, monitors, handlers that catch
/// everything. A table of cells that a constructor lays out is no such array. What it names is held against
/// the list line by line here, so that each finding has its line; [PoolScan] looks at what no line uses.
final class ClassScan {
    private static final Set<String> ARRAYS_OF_ENUMS = Set.of("$values", "values");
    private static final Set<String> CELLS = Set.of("faultline.kernel.memory.Word",
            "faultline.kernel.memory.Words",
            "faultline.kernel.memory.Ref", "faultline.kernel.memory.Line");

    private final OwnClasses own;
    private final ClassModel model;
    private final String name;
    private final Report report;
    private final References references;
    private boolean making;   // what is scanned is a constructor

    ClassScan(OwnClasses own, String name, Report report) {
        this.own = own;
        this.name = name;
        this.model = own.get(name);
        this.report = report;
        this.references = new References(own, report);
    }

    void scan() {
        for (MethodModel method : model.methods()) {
            scan(method);
        }
        report.at(0);
        for (FieldModel field : model.fields()) {
            scan(field);
        }
        supertypes();
        new PoolScan(own, model, references, report).scan();
    }

    private void scan(FieldModel field) {
        String fieldName = field.fieldName().stringValue();
        if (!field.flags().has(AccessFlag.FINAL)) {
            report.add("field " + fieldName + " can change: what changes must stand in a cell");
        }
        if (field.fieldTypeSymbol().isArray() && !isOfCells(field.fieldTypeSymbol())
                && !madeByJavac(field.flags().has(AccessFlag.SYNTHETIC))) {
            report.add("field " + fieldName + " is an array: what changes must stand in cells");
        }
    }

    /// For an enum, and for a switch over one.
    private boolean madeByJavac(boolean synthetic) {
        return synthetic && (own.isEnum(name) || model.flags().has(AccessFlag.SYNTHETIC));
    }

    private void supertypes() {
        own.above(name).filter(above -> !own.has(above) && !AllowList.shipped().mayExtend(above))
                .forEach(above -> report.add("extends " + above + ": " + Kind.reason(above, "")));
    }

    private void scan(MethodModel method) {
        report.at(0);
        method.findAttribute(Attributes.code()).map(ClassScan::firstLine).ifPresent(report::at);
        String called = method.methodName().stringValue();
        making = called.equals("<init>");
        if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
            report.add(called + " is synchronized: threads meet in cells, not in monitors");
        }
        if (method.flags().has(AccessFlag.NATIVE)) {
            report.add(called + " is native: " + Kind.reason("java.lang.foreign.", ""));
        }
        if (called.equals("finalize") && method.methodType().equalsString("()V")) {
            report.add("finalize runs on a thread of its own: " + Kind.reason("java.lang.Thread", ""));
        }
        boolean arrays = own.isEnum(name) && ARRAYS_OF_ENUMS.contains(called)
                || called.equals("<clinit>") && model.flags().has(AccessFlag.SYNTHETIC);
        method.code().ifPresent(code -> {
            for (CodeElement element : code) {
                if (element instanceof LineNumber line) {
                    report.at(line.line());
                } else if (element instanceof ExceptionCatch handler) {
                    scan(handler, (CodeAttribute) code);
                } else if (element instanceof Instruction instruction) {
                    scan(instruction, arrays);
                }
            }
        });
    }

    private void scan(ExceptionCatch handler, CodeAttribute code) {
        report.at(line(code, code.labelToBci(handler.tryStart())));
        String caught = handler.catchType().map(ClassEntry::asSymbol).map(OwnClasses::name)
                .orElse("everything");
        if (caught.equals("everything") || !own.has(caught) && !AllowList.shipped().mayCatch(caught)) {
            report.add(caught, "a handler catches " + caught
                    + (caught.equals("everything") ? ", as synchronized, finally and "
                    + "try with resources do" : "") + ": it would catch what a world throws");
        }
    }

    private static int firstLine(CodeAttribute code) {
        return line(code, 0);
    }

    private static int line(CodeAttribute code, int bci) {
        return code.findAttribute(Attributes.lineNumberTable())
                .flatMap(table -> table.lineNumbers().stream().filter(line -> line.startPc() <= bci)
                        .reduce((before, last) -> last.startPc() >= before.startPc() ? last : before))
                .map(line -> line.lineNumber()).orElse(0);
    }

    private void scan(Instruction instruction, boolean arrays) {
        switch (instruction) {
            case MonitorInstruction _ -> report.add("synchronized: threads meet in cells, not in monitors");
            case NewPrimitiveArrayInstruction made when !arrays -> array(made.typeKind().upperBound());
            case NewReferenceArrayInstruction made when !arrays -> array(made.componentType().asSymbol());
            case NewMultiArrayInstruction made when !arrays ->
                    array(made.arrayType().asSymbol().componentType());
            case ArrayStoreInstruction _ when !arrays && !making ->
                    report.add("writes to an array: what changes must stand in cells");
            case InvokeInstruction call -> references.check(call.method());
            case FieldInstruction field -> references.check(field.field());
            case NewObjectInstruction made -> references.check(made.className());
            case TypeCheckInstruction check -> references.check(check.type());
            case InvokeDynamicInstruction call -> references.check(call.invokedynamic());
            case ConstantInstruction.LoadConstantInstruction load
                    when (PoolEntry) load.constantEntry() instanceof PoolEntry entry ->
                            references.check(entry);
            default -> {
            }
        }
    }

    /// A table of cells that a constructor fills, and nobody changes.
    private static boolean isOfCells(ClassDesc array) {
        ClassDesc of = OwnClasses.element(array);
        return !of.isPrimitive() && CELLS.contains(OwnClasses.name(of));
    }

    private void array(ClassDesc of) {
        if (making && isOfCells(of)) {
            return;
        }
        report.add("makes an array of " + AllowList.type(of) + ": what changes must stand in cells");
    }
}
