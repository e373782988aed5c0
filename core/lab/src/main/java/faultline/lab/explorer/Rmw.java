package faultline.lab.explorer;

/// What a read-modify-write does to the value it finds, given up to three numbers.
enum Rmw {
    ADD, ADD_WITHIN, EXCHANGE, COMPARE_EXCHANGE, OR, AND,
    /// From any state but 0 to 0: a wake-up.
    WAKE,
    /// From the state `a` to 0: a wake-up of whoever sleeps killably.
    WAKE_FROM;

    boolean changes(long old, long a, long b, long c) {
        return switch (this) {
            case ADD_WITHIN -> b <= old && old <= c;
            case COMPARE_EXCHANGE -> old == a;
            case WAKE -> old != 0;
            case WAKE_FROM -> old == a;
            default -> true;
        };
    }

    long result(long old, long a, long b) {
        return switch (this) {
            case ADD, ADD_WITHIN -> old + a;
            case EXCHANGE -> a;
            case COMPARE_EXCHANGE -> b;
            case OR -> old | a;
            case AND -> old & a;
            case WAKE, WAKE_FROM -> 0;
        };
    }
}
