package faultline.lab.trial;

/// A thread found what must not be.
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failure(String what) {
        super(what);
    }
}
