package faultline.course;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import faultline.host.Exit;
import faultline.host.Trouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.toml.TomlMapper;

/// Reads TOML: names with hyphens, and no name that nobody knows.
public final class Toml {
    private static final TomlMapper MAPPER = TomlMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private Toml() {
    }

    /// A file of names and values that are the reader's own.
    static Map<String, Object> table(String text, Path file) {
        return read(text, file, MAPPER.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
    }

    /// A file that says what a record has.
    public static <T> T read(String text, Path file, Class<T> type) {
        return read(text, file, MAPPER.constructType(type));
    }

    private static <T> T read(String text, Path file, JavaType type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (UnrecognizedPropertyException unknown) {
            throw new Trouble(Exit.USAGE, file.getFileName() + " says '" + unknown.getPropertyName()
                    + "', which nothing is named").why("there are: " + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf).sorted().collect(Collectors.joining(", ")))
                    .where(place(file, unknown));
        } catch (JacksonException malformed) {
            throw new Trouble(Exit.USAGE, file.getFileName() + " is not as it should be")
                    .why(malformed.getOriginalMessage()).where(place(file, malformed));
        }
    }

    /// With its line, where the reader knows one.
    private static String place(Path file, JacksonException malformed) {
        int line = malformed.getLocation() == null ? 0 : malformed.getLocation().getLineNr();
        return line > 0 ? file + ":" + line : file.toString();
    }
}
