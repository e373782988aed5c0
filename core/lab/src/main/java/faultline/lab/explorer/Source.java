package faultline.lab.explorer;

/// Where in the source an access stands: who called the seam, and with which of its methods.
///
/// @param owner the simple name of the class
/// @param call  the seam's method: `loadAcquire`
record Source(String packageName, String owner, String file, int line, String call) {
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final String SEAM = "faultline.kernel.memory.";
    private static final String WORLD = "faultline.lab.explorer.";
    static final Source NOWHERE = new Source("", "", "", 0, "");

    /// Of the access that is being made.
    static Source here() {
        return STACK.walk(frames -> {
            String[] call = {""};
            return frames.filter(frame -> {
                boolean inside = frame.getClassName().startsWith(WORLD) || frame.getClassName().startsWith(SEAM);
                call[0] = inside ? frame.getMethodName() : call[0];
                return !inside;
            }).findFirst().filter(frame -> !frame.getClassName().startsWith("jdk."))
                    .map(frame -> of(frame, call[0])).orElse(NOWHERE);
        });
    }

    private static Source of(StackWalker.StackFrame frame, String call) {
        String name = frame.getClassName();
        int dot = name.lastIndexOf('.');
        return new Source(dot < 0 ? "" : name.substring(0, dot), name.substring(dot + 1).replaceFirst("\\$.*", ""),
                frame.getFileName() == null ? "" : frame.getFileName(), frame.getLineNumber(), call);
    }

    @Override public String toString() {
        return file.isEmpty() ? "" : file + ":" + line;
    }
}
