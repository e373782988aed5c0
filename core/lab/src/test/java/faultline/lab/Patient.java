package faultline.lab;

import java.time.Duration;

/// Explorers that a busy machine does not stop before the end.
public final class Patient {
    private Patient() {
    }

    /// As [Explorer#create]; only, it gives up after a quarter of an hour.
    public static Explorer explorer() {
        return Explorer.create().within(Duration.ofMinutes(15));
    }
}
