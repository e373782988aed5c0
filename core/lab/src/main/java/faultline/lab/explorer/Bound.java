package faultline.lab.explorer;

/// What one execution may cost: `steps` before it is cut off, and how often in a row one task may find the same
/// old value in the same place, or a loop over an old value would never end.
record Bound(int steps, int rereads) {
    static final Bound USUAL = new Bound(20_000, 2);
}
