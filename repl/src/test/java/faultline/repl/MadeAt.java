package faultline.repl;

import faultline.host.Trouble;
import java.io.IOException;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/// A place in the product that makes a [Trouble]: an instruction of a class file that calls its constructor.
///
/// [#all] finds them by reading the class files, [#heard] by listening to this JVM while messages are made:
/// the flight recorder knows of every throwable who made it.
record MadeAt(String type, String method, int instruction) {
    private static final String TROUBLE = Trouble.class.getName();
    private static final String EVENT = "jdk.JavaExceptionThrow";

    /// As `Type.method`, without what the compiler adds for a lambda.
    String shown() {
        return type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + "."
                + method.replaceFirst("^lambda\\$(.*)\\$\\d+$", "$1");
    }

    /// Every place in the classes below `parts`, with how a person finds it: `Root.java:52`.
    static Map<MadeAt, String> all(Stream<String> parts) {
        Map<MadeAt, String> found = new HashMap<>();
        parts.flatMap(part -> House.classes(part).stream()).forEach(type -> find(type, found));
        return found;
    }

    private static void find(ClassModel type, Map<MadeAt, String> found) {
        String name = type.thisClass().asInternalName().replace('/', '.');
        if (!name.equals(TROUBLE)) {
            type.methods().forEach(method ->
                    method.code().ifPresent(code -> find(name, method, code, found)));
        }
    }

    private static void find(String type, MethodModel method, CodeModel code, Map<MadeAt, String> found) {
        int at = 0;
        int line = 0;
        for (CodeElement element : code) {
            if (element instanceof LineNumber number) {
                line = number.line();
            }
            if (element instanceof InvokeInstruction call && call.name().equalsString("<init>")
                    && call.owner().asInternalName().replace('/', '.').equals(TROUBLE)) {
                String file = type.replaceFirst("\\$.*", "");
                found.put(new MadeAt(type, method.methodName().stringValue(), at),
                        file.substring(file.lastIndexOf('.') + 1) + ".java:" + line);
            }
            at += element instanceof Instruction instruction ? instruction.sizeInBytes() : 0;
        }
    }

    /// What was made while something ran: the headlines, by where they were made.
    static Map<MadeAt, Set<String>> heard(Runnable something) throws IOException {
        Path file = Files.createTempFile("messages", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable(EVENT).with("throttle", "off").withStackTrace();
            recording.start();
            something.run();
            recording.stop();
            recording.dump(file);
            Map<MadeAt, Set<String>> heard = new HashMap<>();
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                if (event.getEventType().getName().equals(EVENT)
                        && event.getClass("thrownClass").getName().equals(TROUBLE)) {
                    maker(event.getStackTrace().getFrames())
                            .forEach(place -> heard.computeIfAbsent(place, _ -> new TreeSet<>())
                                    .add(event.getString("message")));
                }
            }
            return heard;
        } finally {
            Files.delete(file);
        }
    }

    /// The innermost frame that is not a constructor of it, or a method of its own that copies it: then none.
    private static Collection<MadeAt> maker(List<RecordedFrame> frames) {
        List<MadeAt> found = new ArrayList<>();
        for (RecordedFrame frame : frames) {
            if (!frame.getMethod().getName().equals("<init>")) {
                String type = frame.getMethod().getType().getName();
                found.add(new MadeAt(type, frame.getMethod().getName(), frame.getBytecodeIndex()));
                break;
            }
        }
        return found;
    }
}
