package faultline.host.build;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The Java files that the product's modules carry beside their classes.
final class ModuleSources {
    private static final String FOLDER = "META-INF/sources/";

    private ModuleSources() {
    }

    /// By their names below the source folder; none if the module carries none.
    static Map<String, byte[]> of(ModuleReference module) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (ModuleReader reader = module.open(); Stream<String> all = reader.list()) {
            List<String> names = all.filter(name -> name.startsWith(FOLDER) && name.endsWith(".java"))
                    .toList();
            for (String name : names) {
                try (InputStream in = reader.open(name).orElseThrow()) {
                    found.put(name.substring(FOLDER.length()), in.readAllBytes());
                }
            }
        }
        return found;
    }
}
