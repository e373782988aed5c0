package faultline.host;

/// What a command's exit code says. The numbers are part of the interface: scripts and graders read them.
public enum Exit {
    GOOD(0),
    /// Checked, and something is wrong.
    FAILED(1),
    USAGE(2),
    /// A bound or a missing right kept the question open.
    INCONCLUSIVE(3),
    /// A plugin does not build or load.
    PLUGIN(4),
    /// Our own bug.
    BUG(5),
    TIME_LIMIT(124),
    INTERRUPTED(130);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
