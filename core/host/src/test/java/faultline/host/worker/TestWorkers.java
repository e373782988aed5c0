package faultline.host.worker;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import faultline.host.ModulePath;

/// Workers that have the test's jobs: the folder of test classes is patched into `faultline.host`, as it is
/// in the test's own JVM.
public final class TestWorkers {
    private static final String PATCH = "faultline.host=" + classes();
    public static final WorkerSpec SPEC = WorkerSpec.interactive().flags("--patch-module", PATCH);

    private TestWorkers() {
    }

    /// A JVM of the same modules with another main class of the tests, which the terminal's Ctrl-C would end.
    static Process java(Class<?> main, String argument, ProcessBuilder.Redirect out) throws IOException {
        String path = ModulePath.ofThisJvm().closure(List.of("faultline.host")).values().stream()
                .map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder("env", "--default-signal=INT", java, "--module-path", path,
                "--patch-module", PATCH, "--module", "faultline.host/" + main.getName(), argument)
                .inheritIO().redirectOutput(out).start();
    }

    private static Path classes() {
        String own = TestWorkers.class.getSimpleName() + ".class";
        try {
            Path folder = Path.of(TestWorkers.class.getResource(own).toURI()).getParent();
            return folder.getParent().getParent().getParent();
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
