package faultline.host.plugin;

import java.lang.module.FindException;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/// A jar or a folder that should hold one module of its own making.
final class ModuleFile {
    private static final Pattern VERSION = Pattern.compile("Unsupported major.minor version (\\d+)\\..*");
    private static final int FIRST_JAVA = 44;   // the class files of Java 1 have major version 45

    private ModuleFile() {
    }

    static ModuleReference read(Path place) throws Unfit {
        try {
            ModuleReference module = ModuleFinder.of(place).findAll().stream().findFirst()
                    .orElseThrow(() -> new Unfit("holds no module"));
            if (module.descriptor().isAutomatic()) {
                throw new Unfit("has no module-info.class");
            }
            return module;
        } catch (FindException unreadable) {
            throw new Unfit(reason(unreadable));
        }
    }

    /// Checks that this JVM can read class files of that version; `what` begins the reason if it cannot.
    static void checkVersion(String what, int major) throws Unfit {
        if (major > FIRST_JAVA + Runtime.version().feature()) {
            throw new Unfit(what + " was compiled for Java " + (major - FIRST_JAVA) + ", this is Java "
                    + Runtime.version().feature());
        }
    }

    private static String reason(FindException unreadable) throws Unfit {
        Throwable cause = unreadable;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        Matcher version = VERSION.matcher(message);
        if (version.matches()) {
            checkVersion("its module-info.class", Integer.parseInt(version.group(1)));
        }
        if (unreadable.getMessage().startsWith("Unable to derive module descriptor")) {
            return "has no module-info.class";
        }
        return switch (cause) {
            case ZipException _ -> "is not a jar: " + message;
            case InvalidModuleDescriptorException _ -> "its module-info.class is not valid: " + message;
            case FindException _ when message.startsWith("Module format not recognized") -> "is not a jar";
            default -> "cannot be read: " + message;
        };
    }
}
