package faultline.lab.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import faultline.lab.ledger.Entry;

/// Makes steps of entries: looks up who made them, and keeps what is held.
final class Tracer implements Consumer<Entry> {
    private static final String RCU = "RCU";

    /// Between the functions of the kernel and of the strategy stand those of the world, and of Java.
    private static final List<String> NOT_SHOWN = List.of("faultline.lab.", "faultline.host.",
            "faultline.kernel.memory.", "java.", "jdk.");

    private final StackWalker walker = StackWalker.getInstance();
    private final List<String> held = new ArrayList<>();
    private final Consumer<? super TraceStep> steps;

    Tracer(Consumer<? super TraceStep> steps) {
        this.steps = steps;
    }

    @Override public void accept(Entry entry) {
        String access = entry.access();
        if (access.equals("rcuReadUnlock")) {
            held.remove(held.lastIndexOf(RCU));
        } else if (access.equals("releases")) {
            release(entry.field());
        }
        List<StackWalker.StackFrame> frames = walker.walk(stack -> stack.filter(Tracer::isShown).toList())
                .reversed();
        steps.accept(new TraceStep(frames.stream().map(Tracer::function).toList(),
                frames.stream().map(frame -> frame.getFileName() + ":" + frame.getLineNumber()).toList(),
                access, entry.edge(), entry.cell(), entry.before(), entry.after(), List.copyOf(held)));
        if (access.equals("rcuReadLock")) {
            held.add(RCU);
        } else if (access.equals("acquires")) {
            held.add(entry.field());
        }
    }

    /// The last one of that class, whether it was taken to read or to write.
    private void release(String lockClass) {
        for (int i = held.size() - 1; i >= 0; i--) {
            if (held.get(i).equals(lockClass) || held.get(i).startsWith(lockClass + " ")) {
                held.remove(i);
                return;
            }
        }
    }

    private static boolean isShown(StackWalker.StackFrame frame) {
        return NOT_SHOWN.stream().noneMatch(frame.getClassName()::startsWith);
    }

    /// `RefcountLock.startRead`; what stands in a lambda belongs to the method around it.
    private static String function(StackWalker.StackFrame frame) {
        String name = frame.getClassName();
        String method = frame.getMethodName();
        if (method.startsWith("lambda$")) {
            method = method.substring("lambda$".length(), method.lastIndexOf('$'));
        }
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1) + "."
                + (method.equals("<init>") ? "new" : method);
    }
}
