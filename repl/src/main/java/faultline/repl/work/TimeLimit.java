package faultline.repl.work;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

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
        return said().orElse(usual);
    }

    /// How long each of so many parts of a command may be, which together keep to what was said.
    Duration share(int parts, Duration usual) {
        return said().map(all -> all.dividedBy(parts)).orElse(usual);
    }

    private Optional<Duration> said() {
        return Optional.ofNullable(said == null ? saidForAll : said);
    }
}
