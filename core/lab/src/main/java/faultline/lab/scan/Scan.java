package faultline.lab.scan;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the class files of a strategy, before anything of it runs, and names all that a world could not see
/// and all that is not on the [AllowList]. Default deny: what it does not know is an offence.
///
/// Each of these makes what an exploration finds worth nothing, and so UNKNOWN: fields that change, arrays,
/// collections, `java.util.concurrent`, VarHandles, monitors, time, random numbers, identity hashes, and
/// handlers that catch everything. The rest of the default is for code that wants to do harm.
public final class Scan {
    private static final ClassValue<List<Offence>> BY_CLASS = new ClassValue<>() {
        @Override protected List<Offence> computeValue(Class<?> strategy) {
            OwnClasses own = OwnClasses.reachableFrom(strategy);
            return of(own, own.models().keySet());
        }
    };

    private Scan() {
    }

    /// Of a strategy that is loaded, with all classes that it reaches, those of other plugins too.
    public static List<Offence> of(Class<?> strategy) {
        return BY_CLASS.get(strategy);
    }

    /// Of class files by their binary names. `asked` are the names of those that nobody vouches for; they may
    /// name the others.
    public static List<Offence> of(Map<String, byte[]> files, Set<String> asked) {
        return of(OwnClasses.of(files), asked);
    }

    private static List<Offence> of(OwnClasses own, Set<String> asked) {
        List<Offence> offences = new ArrayList<>();
        for (String name : asked) {
            Report report = new Report(file(name, own.get(name)));
            new ClassScan(own, name, report).scan();
            offences.addAll(report.offences());
        }
        return List.copyOf(offences);
    }

    private static String file(String name, ClassModel model) {
        return model.findAttribute(Attributes.sourceFile()).map(file -> file.sourceFile().stringValue())
                .orElse(name);
    }
}
