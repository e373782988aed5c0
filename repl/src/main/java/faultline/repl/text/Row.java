package faultline.repl.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One row of an answer for programs: names and values in a fixed order. A value is text, a number, a truth,
/// or a list or row of these; a unit stands in the name (`reader_p50_ns`). A value that is not known is
/// `null`.
public final class Row {
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Row() {
    }

    public static Row of(String name, Object value) {
        return new Row().and(name, value);
    }

    /// This row with one value more.
    public Row and(String name, Object value) {
        Row longer = new Row();
        longer.values.putAll(values);
        if (longer.values.put(name, value) != null) {
            throw new IllegalArgumentException("two values are named '" + name + "'");
        }
        return longer;
    }

    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    /// An address as programs get it: text, because JSON's numbers are too small.
    public static String address(long address) {
        return "0x" + Long.toHexString(address);
    }
}
