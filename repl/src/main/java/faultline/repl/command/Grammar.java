package faultline.repl.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.session.Place;
import faultline.lab.session.Protection;

/// How addresses, sizes and protections are typed.
///
/// | what       | examples                                                                        |
/// |------------|---------------------------------------------------------------------------------|
/// | address    | `0x7f0000401000`, as `maps` prints it (`7f0000401000`), `a.so+8`, `0x40000000+8K` |
/// | size       | `4096`, `0x1000`, `64K`, `16M`, `1G`                                            |
/// | protection | `rw-`, `rw`, `rx`, `r`, `---`                                                   |
public final class Grammar {
    private static final Pattern HEX = Pattern.compile("0[xX]([0-9a-fA-F]{1,16})|([0-9a-fA-F]{8,16})");
    private static final Pattern SIZE = Pattern.compile(
            "(0[xX][0-9a-fA-F]{1,16}|[0-9]{1,18})([kKmMgG]?)(i?[bB])?");
    private static final Pattern NAME = Pattern.compile("\\[?[A-Za-z][A-Za-z0-9._-]*]?");
    private static final Pattern PROTECTION = Pattern.compile("r?-?w?-?x?-?|none");

    private Grammar() {
    }

    /// An address, or a place in a file's first mapping.
    public static Place place(String typed) {
        int plus = typed.indexOf('+');
        String base = plus < 0 ? typed : typed.substring(0, plus);
        long offset = plus < 0 ? 0 : size(typed.substring(plus + 1));
        Matcher hex = HEX.matcher(base);
        if (hex.matches()) {
            String digits = hex.group(1) != null ? hex.group(1) : hex.group(2);
            return Place.at(Long.parseUnsignedLong(digits, 16) + offset);
        }
        if (NAME.matcher(base).matches()) {
            return new Place(base, offset);
        }
        throw new Trouble(Exit.USAGE, "'" + typed + "' is no address")
                .why("an address is 0x7f0000401000, or a mapping's name with an offset: a.so+8").next("maps");
    }

    /// A number of bytes.
    public static long size(String typed) {
        Matcher size = SIZE.matcher(typed);
        if (!size.matches()) {
            throw new Trouble(Exit.USAGE, "'" + typed + "' is no size")
                    .why("a size is 4096, 0x1000, 64K, 16M or 1G");
        }
        String digits = size.group(1).toLowerCase(Locale.ROOT);
        long number = digits.startsWith("0x") ? Long.parseUnsignedLong(digits.substring(2), 16)
                : Long.parseLong(digits);
        int shift = switch (size.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
        if (shift > 0 && number > Long.MAX_VALUE >> shift) {
            throw new Trouble(Exit.USAGE, "'" + typed + "' is more than 64 bits hold");
        }
        return number << shift;
    }

    /// Whether it was meant as a size: sizes begin with a digit, protections never do.
    static boolean looksLikeSize(String typed) {
        return !typed.isEmpty() && Character.isDigit(typed.charAt(0));
    }

    public static Protection protection(String typed) {
        if (typed.isEmpty() || !PROTECTION.matcher(typed).matches()) {
            throw new Trouble(Exit.USAGE, "'" + typed + "' is no protection")
                    .why("a protection has r, w and x, in this order: rw-, r-x, rx, r, or --- for none");
        }
        boolean none = typed.equals("none");
        return none ? new Protection(false, false, false)
                : new Protection(typed.contains("r"), typed.contains("w"), typed.contains("x"));
    }

    /// 65536 as `64K`; what is no whole number of KiB in bytes.
    static String text(long bytes) {
        if (bytes == 0 || bytes % 1024 != 0) {
            return bytes + " bytes";
        }
        return bytes % (1 << 30) == 0 ? (bytes >> 30) + "G" : bytes % (1 << 20) == 0 ? (bytes >> 20) + "M"
                : (bytes >> 10) + "K";
    }
}
