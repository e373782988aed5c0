package faultline.lab.litmus;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// A test as it was read.
///
/// @param locations the shared locations; an address is [#ADDRESS] and a location's place in this list
/// @param initial   what stands in each location before the run
/// @param filter    runs that end otherwise do not count
/// @param observed  what a state of the answer shows
/// @param question  the condition, as it was written
record LitmusTest(String name, List<String> locations, long[] initial, List<Thread> threads,
                  Condition.Quantifier quantifier, Condition condition, Condition filter,
                  Set<Condition.Place> observed, String question) {
    static final long ADDRESS = 1L << 40;
    /// An index that srcu_read_lock answered; no arithmetic is done on it.
    static final long TOKEN = 1L << 50;

    /// @param locals what a local holds at first: an address for a parameter
    record Thread(int number, Map<String, Long> locals, Stmt body) {}

    static boolean isNumber(long value) {
        return value < ADDRESS / 2;
    }

    /// The location at that address, or -1.
    int locationAt(long address) {
        long index = address - ADDRESS;
        return index >= 0 && index < locations.size() ? (int) index : -1;
    }

    String shown(long value) {
        int location = locationAt(value);
        return location >= 0 ? locations.get(location) : Long.toString(value);
    }
}
