package faultline.kernel.memory;

/// The kernel's `BUG()`: something happened that no correct lock allows. Made by [Memory#bug], which has
/// recorded it before it is thrown, so that catching it hides nothing.
public final class KernelBug extends RuntimeException {
    private static final long serialVersionUID = 1;

    public KernelBug(String what) {
        super(what);
    }
}
