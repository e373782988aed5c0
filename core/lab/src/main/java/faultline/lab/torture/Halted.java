package faultline.lab.torture;

/// The world has been halted: every task leaves at its next step, whatever it holds.
final class Halted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Halted() {
        super("the world was halted", null, false, false);
    }
}
