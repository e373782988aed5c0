package faultline.lab.litmus;

/// One thing a thread did, in one of its traces. Dependencies are sets of the same trace's events, one bit
/// each.
///
/// @param location -1 for a fence
/// @param value    read or written; for SRCU the index
/// @param atomic   part of a read-modify-write, also of one that failed
/// @param partner  of a read, the write of the same read-modify-write, or -1
/// @param address  the reads that the location was computed from
/// @param data     the reads that the written value was computed from
/// @param control  the reads that decided that this is done at all
record Event(Type type, Fence fence, int location, long value, Order order, boolean atomic, int partner,
             long address, long data, long control) {
    enum Type { READ, WRITE, FENCE, LKR, LKW, UL, LF, RL, RU, SRCU_LOCK, SRCU_UNLOCK, SYNC_SRCU }

    static Event read(int location, long value, Order order, long address, long control) {
        return new Event(Type.READ, null, location, value, order, false, -1, address, 0, control);
    }

    static Event write(int location, long value, Order order, long address, long data, long control) {
        return new Event(Type.WRITE, null, location, value, order, false, -1, address, data, control);
    }

    static Event fence(Fence fence, long control) {
        return new Event(Type.FENCE, fence, -1, 0, Order.ONCE, false, -1, 0, 0, control);
    }

    static Event of(Type type, int location, long value, long data, long control) {
        return new Event(type, null, location, value, Order.ONCE, false, -1, 0, data, control);
    }

    /// The same access, as half of a read-modify-write.
    Event half(int write) {
        return new Event(type, fence, location, value, order, true, write, address, data, control);
    }

    boolean isPlainAccess() {
        return order == Order.PLAIN && (type == Type.READ || type == Type.WRITE);
    }

    boolean isRead() {
        return switch (type) {
            case READ, LKR, LF, RL, RU -> true;
            default -> false;
        };
    }

    boolean isWrite() {
        return type == Type.WRITE || type == Type.LKW || type == Type.UL;
    }

    boolean isAccess() {
        return isRead() || isWrite();
    }

    boolean isLock() {
        return switch (type) {
            case LKR, LKW, UL, LF, RL, RU -> true;
            default -> false;
        };
    }

    boolean isSrcu() {
        return type == Type.SRCU_LOCK || type == Type.SRCU_UNLOCK || type == Type.SYNC_SRCU;
    }
}
