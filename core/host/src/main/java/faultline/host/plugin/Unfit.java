package faultline.host.plugin;

/// Why something is no plugin, in the words that follow its path.
final class Unfit extends Exception {
    private static final long serialVersionUID = 1;

    Unfit(String reason) {
        super(reason, null, false, false);
    }
}
