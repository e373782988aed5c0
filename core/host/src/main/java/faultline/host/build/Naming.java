package faultline.host.build;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import faultline.host.Exit;
import faultline.host.Trouble;

/// What a new plugin's parts are named, from the name that a student types: `my-lock` is `MyLock` in package
/// `mylock`.
///
/// @param name as typed
/// @param base what its classes' names begin with, before `Lock` and `Strategy`
record Naming(String name, String base) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final String LOCK = "Lock";

    static Naming of(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new Trouble(Exit.USAGE, "'" + name + "' is no name for a strategy")
                    .why("a name is lower-case words with hyphens").next("plugin new my-lock");
        }
        String camel = Arrays.stream(name.split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        return new Naming(name, camel.endsWith(LOCK) && !camel.equals(LOCK)
                ? camel.substring(0, camel.length() - LOCK.length()) : camel);
    }

    /// Also the module's name.
    String packageName() {
        String joined = name.replace("-", "");
        return SourceVersion.isName(joined) && !joined.equals("java") ? joined : joined + "lock";
    }

    Copy copyOf(String strategy, String provider) {
        int dot = provider.lastIndexOf('.');
        return new Copy(this, strategy, provider.substring(0, dot),
                provider.substring(dot + 1).replaceFirst("(Strategy|Lock)$", ""));
    }

    /// How the names in another strategy's sources change.
    record Copy(Naming to, String strategy, String packageName, String base) {

        /// A file of the module, below its source folder.
        String file(String name) {
            return types(name.replace(packageName.replace('.', '/'), to.packageName()));
        }

        /// The simple name of one of its classes.
        String type(String qualified) {
            return types(qualified.substring(qualified.lastIndexOf('.') + 1));
        }

        String text(String source) {
            return types(source.replaceAll(Pattern.quote(packageName) + "\\b", to.packageName())
                    .replace('"' + strategy + '"', '"' + to.name() + '"')
                    .replace('"' + strategy + ": ", '"' + to.name() + ": ")
                    .replaceFirst("(String summary\\(\\) \\{\\s+return \")", "$1as " + strategy + ": "));
        }

        private String types(String text) {
            return text.replaceAll("\\b" + base + "(?=(Lock|Strategy)\\b)", to.base());
        }
    }
}
