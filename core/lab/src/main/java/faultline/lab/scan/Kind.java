package faultline.lab.scan;

/// Why what is not on the list is not on it, for what people reach for most.
enum Kind {
    CONCURRENT("java.util.concurrent.", "threads share cells, not java.util.concurrent"),
    VAR_HANDLE("java.lang.invoke.VarHandle", "threads share cells, not VarHandles"),
    HANDLES("java.lang.invoke.", "nothing is called but by its name"),
    REFLECTION("java.lang.reflect.", "nothing is called but by its name"),
    CLASSES("java.lang.Class ", "nothing is called but by its name"),
    LOADERS("java.lang.ClassLoader", "nothing is called but by its name"),
    SERVICES("java.util.ServiceLoader", "other strategies are out of reach"),
    RANDOM("java.util.Random", "a replay would find another number"),
    SPLIT_RANDOM("java.util.SplittableRandom", "a replay would find another number"),
    RANDOMS("java.util.random.", "a replay would find another number"),
    MATH_RANDOM("java.lang.Math random", "a replay would find another number"),
    MILLIS("java.lang.System currentTimeMillis", "a replay would find another time"),
    NANOS("java.lang.System nanoTime", "a replay would find another time"),
    TIME("java.time.", "a replay would find another time"),
    IDENTITY("java.lang.System identityHashCode", "a replay would find another identity hash"),
    EXIT("java.lang.System exit", "the JVM is not a strategy's to end"),
    RUNTIME("java.lang.Runtime ", "the JVM is not a strategy's"),
    PROCESS("java.lang.Process", "no process is started"),
    PRINTS("java.lang.System out", "nothing is printed"),
    PRINTS_ERRORS("java.lang.System err", "nothing is printed"),
    LIBRARIES("java.lang.System load", "no native code and no native memory"),
    MACHINE("java.lang.System get", "a strategy knows nothing of the machine it runs on"),
    STREAMS("java.io.", "no file and no stream is opened"),
    FILES("java.nio.", "no file is opened"),
    NETWORK("java.net.", "no connection is opened"),
    NATIVE("java.lang.foreign.", "no native code and no native memory"),
    UNSAFE("sun.misc.", "no native code and no native memory"),
    INTERNALS("jdk.internal.", "the JDK's own parts are out of reach"),
    THREADS("java.lang.Thread", "a strategy has the tasks that call it, and no thread of its own"),
    COLLECTIONS("java.util.", "what changes stands in cells, not in collections"),
    LAB("faultline.lab.", "who judges is out of reach"),
    HOST("faultline.host.", "who judges is out of reach"),
    KERNEL("faultline.kernel.", "the kernel keeps this to itself");

    private final String prefix;
    private final String reason;

    Kind(String prefix, String reason) {
        this.prefix = prefix;
        this.reason = reason;
    }

    /// The reason, for a type and the name of a member of it; the first kind that fits has it.
    static String reason(String type, String member) {
        if (member.equals("hashCode")) {
            return IDENTITY.reason;
        }
        String whole = type + " " + member;
        for (Kind kind : values()) {
            if (whole.startsWith(kind.prefix)) {
                return kind.reason;
            }
        }
        return "it is not on the list of what a strategy may use";
    }
}
