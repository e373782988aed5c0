package faultline.repl;

/// Where the launcher enters.
public final class Main {
    private Main() {}

    /// Answers `--version` and nothing else.
    public static void main(String[] arguments) {
        System.out.println("faultline " + Main.class.getModule().getDescriptor().rawVersion().orElseThrow());
    }
}
