package faultline.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import faultline.host.ModulePath;

/// A strategy as a student might write one, compiled into an exploded module or a jar.
///
/// @param module      its module, and its package
/// @param name        what `name()` returns, as Java source
/// @param declaration what stands in the module declaration
/// @param members     more members of the class
record TestPlugin(String module, String name, String declaration, String members) {

    static TestPlugin named(String module, String name) {
        return new TestPlugin(module, '"' + name + '"', """
                requires faultline.kernel;
                provides faultline.kernel.lock.LockStrategy with %s.Lock;
                """.formatted(module), "");
    }

    TestPlugin name(String source) {
        return new TestPlugin(module, source, declaration, members);
    }

    TestPlugin declaration(String source) {
        return new TestPlugin(module, name, source.replace("MODULE", module), members);
    }

    TestPlugin members(String source) {
        return new TestPlugin(module, name, declaration, source);
    }

    private String lock() {
        return """
                package %s;

                import faultline.kernel.lock.*;
                import faultline.kernel.mm.*;

                public final class Lock implements LockStrategy, Runnable {
                    %s

                    @Override public String name() { return %s; }
                    @Override public String summary() { return "one lock " + "for \\u001b all"; }
                    @Override public Reuse reuse() { return Reuse.AFTER_RCU; }
                    @Override public boolean readerExcludes() { return true; }
                    @Override public boolean readerMaySleep() { return false; }
                    @Override public int bytesPerVma() { return 1000; }
                    @Override public AddressSpaceLock forAddressSpace(Kernel k, MmStruct mm) { return null; }
                    @Override public VmaLock forVma(Kernel kernel, Vma vma) { return null; }
                    @Override public void run() { }
                }
                """.formatted(module, members, name);
    }

    /// Compiles it into `folder/MODULE`, against the product and the other modules that lie in the folder.
    Path exploded(Path folder) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources").resolve(module));
        Path lock = sources.resolve("Lock.java");
        Path info = sources.resolve("module-info.java");
        Files.writeString(lock, lock());
        Files.writeString(info, "module " + module + " {\n" + declaration + "}\n");
        Path classes = Files.createDirectories(folder.resolve(module));
        Stream<Path> kernel = ModulePath.ofThisJvm().closure(List.of("faultline.kernel")).values().stream();
        String path = Stream.concat(kernel, Stream.of(folder)).map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        int errors = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none",
                "--module-path", path, "-d", classes.toString(), lock.toString(), info.toString());
        assertEquals(0, errors);
        return classes;
    }

    Path jar(Path folder) throws IOException {
        return jar(folder, exploded(folder));
    }

    /// Packs an exploded module. A jar may hold classes for several releases.
    static Path jar(Path folder, Path classes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        Path jar = Files.createDirectories(folder.resolve("jars")).resolve(classes.getFileName() + ".jar");
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(classes)) {
            all.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            for (Path file : files) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
            }
        }
        return jar;
    }

    /// Lets a class file claim to be of a later Java.
    static void age(Path classFile, int javaVersion) throws IOException {
        byte[] bytes = Files.readAllBytes(classFile);
        bytes[7] = (byte) (44 + javaVersion);
        Files.write(classFile, bytes);
    }
}
