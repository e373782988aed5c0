package faultline.host.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import faultline.host.ModulePath;
import faultline.host.plugin.Plugin;

/// What a strategy is written as.
public final class SourceText {
    private SourceText() {
    }

    /// The Java files of one that comes with the product, by file name; none of another.
    public static Map<String, String> of(Plugin plugin) {
        Map<String, String> found = new TreeMap<>();
        ModulePath.ofThisJvm().modules().stream().filter(module -> plugin.origin().builtIn()
                && module.descriptor().name().equals(plugin.origin().module())).findFirst().ifPresent(module -> {
                    try {
                        ModuleSources.of(module).forEach((file, text) -> found.put(name(file),
                                new String(text, StandardCharsets.UTF_8)));
                    } catch (IOException unreadable) {
                        throw new UncheckedIOException(unreadable);
                    }
                });
        found.remove("module-info.java");
        return found;
    }

    /// The Java files that lie there; none in a jar.
    public static Map<String, String> at(Path place) {
        Map<String, String> found = new TreeMap<>();
        for (Path file : Sources.at(place).files()) {
            try {
                found.put(file.getFileName().toString(), Files.readString(file));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        found.remove("module-info.java");
        return found;
    }

    private static String name(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }
}
