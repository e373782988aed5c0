package faultline.lab.contract;

/// A promise that was not kept, in the words that a student reads.
final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken(String how) {
        super(how, null, false, false);
    }

    static void unless(boolean kept, String how) {
        if (!kept) {
            throw new Broken(how);
        }
    }
}
