package faultline.lab.explorer;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Memory;
import faultline.lab.RunToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/// Which build of the kernel, the explorer and a plugin this is: a sum over their classes. A run is a row of
/// decisions, and means nothing to code that decides elsewhere.
public final class Build {
    private Build() {
    }

    /// Of what runs without a strategy.
    public static String ofTheLab() {
        return Lab.SUM;
    }

    /// Of a strategy, with what it builds on.
    public static String of(LockStrategy strategy) {
        return of(strategy.getClass());
    }

    /// Of the module of a class, with what it builds on.
    public static String of(Class<?> one) {
        SortedMap<String, Long> sums = new TreeMap<>(Lab.SUMS);
        add(sums, one);
        return sum(sums);
    }

    private static final class Lab {
        static final SortedMap<String, Long> SUMS = sums();
        static final String SUM = sum(SUMS);

        private static SortedMap<String, Long> sums() {
            SortedMap<String, Long> sums = new TreeMap<>();
            add(sums, Memory.class);
            add(sums, Build.class);
            return sums;
        }
    }

    private static String sum(SortedMap<String, Long> sums) {
        return RunToken.build(sums.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void add(SortedMap<String, Long> sums, Class<?> one) {
        Module module = one.getModule();
        Optional<ResolvedModule> resolved = Optional.ofNullable(module.getLayer())
                .flatMap(layer -> layer.configuration().findModule(module.getName()));
        try {
            if (resolved.isPresent()) {
                add(sums, resolved.get());
            } else {
                addAlone(sums, one);   // on the class path, as in a test
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void add(SortedMap<String, Long> sums, ResolvedModule module) throws IOException {
        boolean foreign = module.name().startsWith("java.") || module.name().startsWith("jdk.")
                || module.reference().descriptor().isAutomatic();
        if (foreign || sums.containsKey(module.name())) {
            return;
        }
        CRC32 sum = new CRC32();
        try (ModuleReader reader = module.reference().open()) {
            for (String name : reader.list().filter(file -> file.endsWith(".class")).sorted().toList()) {
                try (InputStream in = reader.open(name).orElseThrow()) {
                    sum.update(in.readAllBytes());
                }
            }
        }
        sums.put(module.name(), sum.getValue());
        for (ResolvedModule read : module.reads()) {
            add(sums, read);
        }
    }

    private static void addAlone(SortedMap<String, Long> sums, Class<?> one) throws IOException {
        try (InputStream in = one.getResourceAsStream(one.getSimpleName() + ".class")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (in != null) {
                in.transferTo(bytes);
            }
            CRC32 sum = new CRC32();
            sum.update(bytes.toByteArray());
            sums.put(one.getName(), sum.getValue());
        }
    }
}
