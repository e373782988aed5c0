package faultline.host.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import faultline.host.Exit;
import faultline.host.ModulePath;
import faultline.host.Trouble;
import faultline.lab.scan.Offence;
import faultline.lab.scan.Scan;

/// Sources that nobody vouches for, compiled in this worker, in memory. There is one copy of each class: what
/// is scanned is what is defined, and no file, jar or version of a class comes between.
///
/// The module's declaration is written here; one that was handed in is passed over. It requires the kernel,
/// and the lab where the exercise brings scenarios of its own. No annotation processor runs.
///
/// @param classes   by their binary names
/// @param handedIn  the names of those that came from what was handed in; the others are the exercise's
/// @param needsLab  whether the exercise brings scenarios
public record Untrusted(Map<String, byte[]> classes, Set<String> handedIn, boolean needsLab) {
    static final String MODULE = "submission";
    private static final int MOST_FILES = 100;
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_TOLD = 3;
    private static final Path ROOT = Path.of("/");   // nothing is there: file names are told from it

    /// @param sources what was handed in, by names below the source folder
    /// @param frame   the exercise's own, which nobody else may replace
    public static Untrusted compile(Map<String, String> sources, Map<String, String> frame)
            throws IOException {
        if (sources.size() > MOST_FILES
                || sources.values().stream().mapToLong(String::length).sum() > MOST_CHARACTERS) {
            throw new Trouble(Exit.PLUGIN, "is too large").why("at most " + MOST_FILES + " files, and "
                    + MOST_CHARACTERS / 1024 + " KiB together");
        }
        List<Source> all = new ArrayList<>();
        sources.forEach((name, text) -> {
            if (!name.endsWith("module-info.java") && !frame.containsKey(name)) {
                all.add(new Source(name, text, true));
            }
        });
        if (all.isEmpty()) {
            throw new Trouble(Exit.PLUGIN, "has no Java file");
        }
        frame.forEach((name, text) -> all.add(new Source(name, text, false)));
        all.add(new Source("module-info.java", "module " + MODULE + " { requires faultline.kernel; "
                + (frame.isEmpty() ? "" : "requires faultline.lab; ") + "}", false));
        return compile(all, !frame.isEmpty());
    }

    private static Untrusted compile(List<Source> all, boolean needsLab) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        StringWriter besides = new StringWriter();   // what a compiler that breaks prints
        Map<String, Made> made = new TreeMap<>();
        boolean done;
        try (StandardJavaFileManager files = compiler.getStandardFileManager(said, Locale.ROOT,
                StandardCharsets.UTF_8); JavaFileManager memory = new InMemory(files, made)) {
            done = compiler.getTask(besides, memory, said, options(needsLab), null, all).call();
        }
        List<Diagnostic<? extends JavaFileObject>> errors = said.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR).toList();
        if (!done || !errors.isEmpty()) {
            throw refused(errors);
        }
        made.remove("module-info");
        Map<String, byte[]> classes = new TreeMap<>();
        made.forEach((name, one) -> classes.put(name, one.bytes.toByteArray()));
        Set<String> handedIn = made.values().stream().filter(one -> one.handedIn).map(one -> one.name)
                .collect(Collectors.toCollection(TreeSet::new));
        handedIn.stream().filter(name -> name.startsWith("faultline.")).findFirst().ifPresent(name -> {
            throw new Trouble(Exit.PLUGIN, "has a class in a package of the product").where(name);
        });
        return new Untrusted(classes, handedIn, needsLab);
    }

    private static List<String> options(boolean needsLab) {
        Collection<Path> modules = ModulePath.ofThisJvm().closure(List.of(needsLab ? "faultline.lab"
                : "faultline.kernel")).values();
        String path = modules.stream().map(Path::toString)
                .collect(Collectors.joining(java.io.File.pathSeparator));
        return List.of("-proc:none", "-implicit:none", "-g", "-Xmaxerrs", "100", "--module-path", path,
                "-cp", "", "-d", ".");
    }

    private static Trouble refused(List<Diagnostic<? extends JavaFileObject>> errors)
            throws IOException {
        if (errors.isEmpty() || errors.stream().anyMatch(error -> error.getSource() == null)) {
            return new Trouble(Exit.PLUGIN, "does not compile").why("the compiler gave up on it");
        }
        List<String> told = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> error
                : errors.subList(0, Math.min(errors.size(), MOST_TOLD))) {
            told.add(Complaint.of(error, ROOT));
        }
        if (errors.size() > MOST_TOLD) {
            told.add("and " + (errors.size() - MOST_TOLD) + " more");
        }
        return new Trouble(Exit.PLUGIN, "does not compile").why(String.join("\n", told));
    }

    /// What is not on the list of what a strategy may use, and what no world can see.
    public List<Offence> offences() {
        return Scan.of(classes, handedIn);
    }

    /// A layer of its own, above the boot layer.
    public ModuleLayer load() {
        return ClassesInMemory.layer(this);
    }

    /// A source that lies nowhere.
    private static final class Source extends SimpleJavaFileObject {
        private final String text;
        private final boolean handedIn;

        Source(String name, String text, boolean handedIn) {
            super(uri(name), Kind.SOURCE);
            this.text = text;
            this.handedIn = handedIn;
        }

        private static URI uri(String name) {
            return ROOT.resolve(name).normalize().toUri();
        }

        @Override public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /// A class file that lies nowhere.
    private static final class Made extends SimpleJavaFileObject {
        private final String name;
        private final boolean handedIn;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Made(String name, boolean handedIn) {
            super(ROOT.resolve(name + ".class").toUri(), Kind.CLASS);
            this.name = name;
            this.handedIn = handedIn;
        }

        @Override public OutputStream openOutputStream() {
            return bytes;
        }
    }

    /// Keeps what the compiler writes, and lets it find nothing but modules.
    private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, Made> made;

        InMemory(StandardJavaFileManager files, Map<String, Made> made) {
            super(files);
            this.made = made;
        }

        @Override public JavaFileObject getJavaFileForOutput(Location location, String className,
                JavaFileObject.Kind kind, FileObject sibling) {
            Made one = new Made(className, !(sibling instanceof Source source) || source.handedIn);
            made.put(className, one);
            return one;
        }

        @Override public Iterable<JavaFileObject> list(Location location, String packageName,
                Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
            return location.getName().equals("CLASS_PATH") || location.getName().equals("CLASS_OUTPUT")
                    ? List.of()
                    : super.list(location, packageName, kinds, recurse);
        }
    }

    /// The packages of all classes, without those of the product.
    Set<String> packages() {
        return classes.keySet().stream().map(name -> name.substring(0, name.lastIndexOf('.')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The modules that the declaration requires.
    Stream<String> required() {
        return needsLab ? Stream.of("faultline.kernel", "faultline.lab") : Stream.of("faultline.kernel");
    }

    /// By the names of their files.
    Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        classes.forEach((name, bytes) -> files.put(name.replace('.', '/') + ".class", bytes));
        return files;
    }
}
