package faultline.host.build;

import java.io.IOException;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import faultline.host.ModulePath;

/// The product's modules as a Maven repository in a folder, so that a project builds against them where there
/// is no network, and no checkout. An artifact is named like its module. The version holds a digest of all
/// jars: Maven keeps a copy of what it once saw, and must not take it for what another Faultline has. It begins like a
/// number, or an automatic module would be called by it too.
///
/// @param modules the jars by the names of their modules
/// @param version of all of them
record Repository(Map<String, byte[]> modules, String version, ModulePath product) {
    /// The one module that requires what the product does not have, which is JUnit. Whoever uses it has that.
    static final String TESTKIT = "faultline.testkit";
    private static final String GROUP = "faultline";
    private static final int DIGITS = 8;

    /// These modules and all that they require.
    static Repository of(ModulePath product, Collection<String> roots) throws IOException {
        Map<String, byte[]> modules = new LinkedHashMap<>();
        MessageDigest digest = sha256();
        Map<String, Path> places = new LinkedHashMap<>(product.closure(roots.stream()
                .filter(root -> !root.equals(TESTKIT)).toList()));
        if (roots.contains(TESTKIT)) {
            product.modules().stream().filter(module -> module.descriptor().name().equals(TESTKIT))
                    .forEach(module -> places.put(TESTKIT, Path.of(module.location().orElseThrow())));
        }
        for (Map.Entry<String, Path> module : places.entrySet()) {
            byte[] jar = Jar.of(module.getValue());
            modules.put(module.getKey(), jar);
            digest.update(jar);
        }
        String version = "0." + HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        return new Repository(modules, version, product);
    }

    void writeTo(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> module : modules.entrySet()) {
            String name = module.getKey();
            Path place = Files.createDirectories(folder.resolve(GROUP).resolve(name).resolve(version));
            String file = name + "-" + version;
            Files.write(place.resolve(file + ".jar"), module.getValue());
            Files.writeString(place.resolve(file + ".pom"), pom(name));
            Map<String, byte[]> sources = ModuleSources.of(reference(name));
            if (!sources.isEmpty()) {
                Files.write(place.resolve(file + "-sources.jar"), Jar.of(sources));
            }
        }
    }

    /// What a pom says to depend on one of them.
    String dependency(String module) {
        return """
                    <dependency>
                      <groupId>%s</groupId>
                      <artifactId>%s</artifactId>
                      <version>${faultline.version}</version>
                    </dependency>
                """.formatted(GROUP, module);
    }

    private String pom(String name) {
        Set<String> known = modules.keySet();
        List<String> requires = ModulePath.required(reference(name).descriptor()).filter(known::contains)
                .toList();
        StringBuilder pom = new StringBuilder("""
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                  <properties>
                    <faultline.version>%s</faultline.version>
                  </properties>
                  <dependencies>
                """.formatted(GROUP, name, version, version));
        requires.forEach(required -> pom.append(dependency(required)));
        return pom.append("  </dependencies>\n</project>\n").toString();
    }

    private ModuleReference reference(String name) {
        return product.modules().stream().filter(module -> module.descriptor().name().equals(name))
                .findFirst().orElseThrow();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException noJavaIsWithoutIt) {
            throw new IllegalStateException(noJavaIsWithoutIt);
        }
    }
}
