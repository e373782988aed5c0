package faultline.repl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.command.OnDisk;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The top of the command tree: the options that every command has, and those of `faultline` alone.
@CommandLine.Command(name = "faultline")
final class Root {
    private static final double SHORTEST = 0.1;
    private static final double LONGEST = 86_400;

    @Option(names = "--json", scope = ScopeType.INHERIT,
            description = "Answer with one JSON object on one line.")
    boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT,
            description = "Show this help.")
    boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
    boolean version;

    @Option(names = "--time-limit", paramLabel = "SECONDS", scope = ScopeType.INHERIT, hidden = true,
            description = "Stop a strategy that is at work longer than this.")
    private Double seconds;

    @Option(names = {"-e", "--execute"}, paramLabel = "COMMANDS",
            description = "Run these; a semicolon ends each.")
    String lines;

    @Option(names = "--keep-going",
            description = "Of several commands, do not stop at the first that fails.")
    boolean keepGoing;

    @Option(names = "--plugins", paramLabel = "PATH,…", split = ",",
            description = "Load these first, as 'plugin load' does.")
    private List<String> plugins;

    /// How long a strategy may be at work; `null` where nobody said it.
    Duration timeLimit() {
        if (seconds == null) {
            return null;
        }
        if (!(seconds >= SHORTEST && seconds <= LONGEST)) {
            throw new Trouble(Exit.USAGE, "--time-limit " + seconds + " is not between " + SHORTEST + " and "
                    + (int) LONGEST + " seconds");
        }
        return Duration.ofMillis((long) (seconds * 1000));
    }

    /// The plugins to load before the command runs.
    List<Path> loaded() {
        return plugins == null ? List.of() : plugins.stream().map(OnDisk::path).toList();
    }
}
