package faultline.repl.work;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/// How long a strategy may be at work in one go: as long as the command that runs says, else as was said for
/// all commands, else as is usual.
@Singleton
public final class TimeLimit {
    private volatile Duration saidForAll;
    private volatile Duration said;

    @Inject TimeLimit() {
    }

    /// For all commands that say nothing; `null` for what is usual.
    public void sayForAll(Duration limit) {
        saidForAll = limit;
    }

    /// For the command that runs next; `null` if it says nothing.
    public void say(Duration limit) {
        said = limit;
    }

    Duration or(Duration usual) {
        Duration limit = said == null ? saidForAll : said;
        return limit == null ? usual : limit;
    }
}
