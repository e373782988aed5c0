package faultline.host.build;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import faultline.host.Exit;
import faultline.host.Trouble;

/// Compiles sources and tells what the compiler says. No annotation processor runs.
///
/// @param modules where the modules lie that the sources may require
record Compilation(Sources sources, List<Path> modules) {
    private static final int MOST_TOLD = 5;

    static Compilation of(Sources sources, List<Path> modules) {
        return new Compilation(sources, modules);
    }

    /// Writes class files to the folder.
    void into(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        StringWriter other = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(said, Locale.ROOT,
                StandardCharsets.UTF_8)) {
            boolean done = compiler.getTask(other, files, said, options(classes), null,
                    files.getJavaFileObjectsFromPaths(sources.files())).call();
            List<Diagnostic<? extends JavaFileObject>> errors = said.getDiagnostics().stream()
                    .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR).toList();
            if (!done || !errors.isEmpty()) {
                throw trouble(errors, other.toString());
            }
        }
    }

    private List<String> options(Path classes) {
        String path = modules.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        Stream<String> always = Stream.of("-proc:none", "-implicit:none", "-g", "-parameters",
                "-Xmaxerrs", "100", "-d", classes.toString(), "--module-path", path);
        return Stream.concat(always, declaresModule() ? Stream.empty()
                : Stream.of("--add-modules", "ALL-MODULE-PATH")).toList();
    }

    private boolean declaresModule() {
        return sources.files().stream().anyMatch(file -> file.endsWith("module-info.java"));
    }

    private Trouble trouble(List<Diagnostic<? extends JavaFileObject>> errors, String other)
            throws IOException {
        StringBuilder told = new StringBuilder();
        int shown = Math.min(errors.size(), MOST_TOLD);
        for (Diagnostic<? extends JavaFileObject> error : errors.subList(0, shown)) {
            told.append(told.isEmpty() ? "" : "\n").append(Complaint.of(error, sources.root()));
        }
        if (errors.size() > MOST_TOLD) {
            told.append("\nand ").append(errors.size() - MOST_TOLD).append(" more");
        }
        String count = errors.size() == 1 ? "1 error" : errors.size() + " errors";
        return new Trouble(Exit.PLUGIN, errors.isEmpty() ? "does not compile" : "does not compile, " + count)
                .why(errors.isEmpty() ? other.strip() : told.toString());
    }
}
