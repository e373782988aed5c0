package faultline.repl;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import faultline.host.ModulePath;

/// The command that starts Faultline as the launcher does, from what this test was built of.
final class Launch {
    private Launch() {
    }

    static List<String> command(String... arguments) {
        String path = ModulePath.ofThisJvm().modules().stream()
                .map(module -> Path.of(module.location().orElseThrow()))
                .map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        QuickWorkers.begin();
        Stream<String> cache = WorkerRehearsal.cache().map(file -> "-D" + WorkerRehearsal.CACHE + "=" + file).stream();
        Stream<String> java = Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=faultline.lab,org.jline.nativ", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.jline.terminal.graphemeCluster=false", "-Dguice_bytecode_gen_option=DISABLED");
        Stream<String> main = Stream.of("-p", path, "-m", "faultline.repl/faultline.repl.Main");
        return Stream.of(java, cache, main, Stream.of(arguments)).flatMap(part -> part).toList();
    }
}
