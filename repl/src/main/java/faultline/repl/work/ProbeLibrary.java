package faultline.repl.work;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.linux.Trigger;

/// The shared library with the function that is probed, in the user's cache folder; built there by the C
/// compiler when it is wanted for the first time. It is never written twice: a probe is on the file, not on
/// its name.
@Singleton
public final class ProbeLibrary {
    private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._+@-]+");
    private static final long PATIENCE_SECONDS = 20;

    private final Path cache;
    private final String searched;

    @Inject ProbeLibrary() {
        this(usualCache());
    }

    /// In another folder.
    public ProbeLibrary(Path cache) {
        this(cache, System.getenv("PATH"));
    }

    /// In another folder, by a compiler that is found on that search path.
    public ProbeLibrary(Path cache, String searched) {
        this.cache = cache;
        this.searched = searched == null ? "" : searched;
    }

    private static Path usualCache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        return xdg != null && Path.of(xdg).isAbsolute() ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".cache");
    }

    /// Where it is, or will be.
    public Path path() {
        CRC32 sum = new CRC32();
        sum.update(source());
        return cache.resolve("faultline").resolve("trigger-%08x.so".formatted(sum.getValue()));
    }

    /// Where it is. An administrator is going to type the path, so it is one that no shell takes apart.
    public Path built() {
        Path library = path();
        if (!PLAIN.matcher(library.toString()).matches()) {
            throw new Trouble(Exit.INCONCLUSIVE,
                    "the cache folder's path has characters that a shell or the kernel takes apart")
                    .why("choose another with XDG_CACHE_HOME").where(library.toString())
                    .next("kernel page_fault1");
        }
        if (!Files.exists(library)) {
            build(library);
        }
        return library;
    }

    private void build(Path library) {
        Path compiler = compiler().orElseThrow(() -> new Trouble(Exit.INCONCLUSIVE,
                "there is no C compiler to build the probed function with").why("none of "
                        + String.join(", ", COMPILERS) + " is on the PATH").next("kernel page_fault1"));
        try {
            Files.createDirectories(library.getParent());
            Path folder = Files.createTempDirectory(library.getParent(), "build");
            Path source = folder.resolve("trigger.c");
            Path made = folder.resolve("trigger.so");
            try {
                Files.write(source, source());
                compile(compiler, source, made);
                Files.move(made, library, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(source);
                Files.deleteIfExists(made);
                Files.deleteIfExists(folder);
            }
        } catch (IOException failed) {
            throw new Trouble(Exit.INCONCLUSIVE, "the probed function cannot be built").why(failed)
                    .where(library.toString()).next("kernel page_fault1");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Trouble(Exit.INTERRUPTED, "building the probed function was stopped");
        }
    }

    private static void compile(Path compiler, Path source, Path made)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(compiler.toString(), "-O2", "-shared", "-fPIC", "-nostdlib", "-o",
                made.toString(), source.toString()).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new Trouble(Exit.INCONCLUSIVE, compiler.getFileName() + " does not build the probed function")
                        .why(said.strip()).next("kernel page_fault1");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private Optional<Path> compiler() {
        List<Path> folders = Stream.of(searched.split(":")).filter(entry -> !entry.isEmpty()).map(Path::of)
                .toList();
        return COMPILERS.stream().flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable).findFirst();
    }

    private static byte[] source() {
        try (InputStream source = Trigger.source()) {
            return source.readAllBytes();
        } catch (IOException broken) {
            throw new IllegalStateException("the product's own file cannot be read", broken);
        }
    }
}
