package faultline.lab.scan;

import java.util.List;
import java.util.stream.Collectors;

/// One thing that a world cannot see, or that is not on the list.
///
/// @param what  what it does, and with which member
/// @param place file and line, as `MyLock.java:41`; the file alone where no line says it
public record Offence(String what, String place) {

    private static final int MOST_TOLD = 8;

    /// Several, a line each; of very many the first.
    public static String told(List<Offence> offences) {
        String first = offences.stream().limit(MOST_TOLD).map(Offence::toString)
                .collect(Collectors.joining("\n"));
        int left = offences.size() - MOST_TOLD;
        return left <= 0 ? first : first + "\nand " + left + " more";
    }

    @Override public String toString() {
        return place + ": " + what;
    }
}
