package faultline.repl.work;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/// How long a strategy may be at work in one go: as long as the command that runs says, or as is usual.
@Singleton
public final class TimeLimit {
    private volatile Duration said;

    @Inject TimeLimit() {
    }

    /// For the command that runs next; `null` for what is usual.
    public void say(Duration limit) {
        said = limit;
    }

    Duration or(Duration usual) {
        Duration limit = said;
        return limit == null ? usual : limit;
    }
}
