package faultline.lab.scan;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads the class files of a strategy, before anything of it runs, and names all that a world could not see and all
/// that is not on the [AllowList]. Default deny: what it does not know is an offence.
///
/// Each of these makes what an exploration finds worth nothing, and so UNKNOWN: fields that change, arrays,
/// collections, `java.util.concurrent`, VarHandles, monitors, time, random numbers, identity hashes, and handlers
/// that catch everything. The rest of the default is for code that wants to do harm.
public final class Scan {
    private static final ClassValue<List<Offence>> BY_CLASS = new ClassValue<>() {
        @Override protected List<Offence> computeValue(Class<?> strategy) {
            return of(OwnClasses.reachableFrom(strategy));
        }
    };

    private Scan() {
    }

    /// Of a strategy that is loaded, with all classes that it reaches, those of other plugins too.
    public static List<Offence> of(Class<?> strategy) {
        return BY_CLASS.get(strategy);
    }

    /// Of class files by their binary names, which are all there is of the strategy.
    public static List<Offence> of(Map<String, byte[]> files) {
        return of(OwnClasses.of(files));
    }

    private static List<Offence> of(OwnClasses own) {
        List<Offence> offences = new ArrayList<>();
        own.models().forEach((name, model) -> {
            Report report = new Report(file(name, model));
            new ClassScan(own, name, report).scan();
            offences.addAll(report.offences());
        });
        return List.copyOf(offences);
    }

    private static String file(String name, ClassModel model) {
        return model.findAttribute(Attributes.sourceFile()).map(file -> file.sourceFile().stringValue())
                .orElse(name);
    }
}
