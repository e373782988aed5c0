package faultline.repl;

import java.nio.file.Path;
import java.util.List;
import faultline.repl.command.OnDisk;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The top of the command tree: the options that every command has, and those of `faultline` alone.
@CommandLine.Command(name = "faultline")
final class Root {
    @Option(names = "--json", scope = ScopeType.INHERIT,
            description = "Answer with one JSON object on one line.")
    boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT,
            description = "Show this help.")
    boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
    boolean version;

    @Option(names = "--keep-going",
            description = "Commands on standard input: do not stop at the first that fails.")
    boolean keepGoing;

    @Option(names = "--plugins", paramLabel = "PATH,…", split = ",",
            description = "Load these first, as 'plugin load' does.")
    private List<String> plugins;

    /// The plugins to load before the command runs.
    List<Path> loaded() {
        return plugins == null ? List.of() : plugins.stream().map(OnDisk::path).toList();
    }
}
