package faultline.lab.machine;

import java.util.Map;

/// What one CPU pays, in picoseconds.
///
/// @param hit         a read of an own copy
/// @param store       a store, into the store buffer
/// @param atomic      a read-modify-write on an own line
/// @param fence       a full barrier with an empty store buffer
/// @param memory      a line that no cache has
/// @param serving     how long a line that is shared is busy with one reader
/// @param hold        how long a line that has come stays
/// @param storeBuffer how many stores may be on their way
/// @param interrupt   taking an interrupt
/// @param streamed    a line of a page that is zeroed or copied, by this CPU alone
/// @param transfers   by CPU: a line that only it has
/// @param caches      by CPU: a line that it shares
/// @param jitter      by how much work is shorter or longer than usual at most, in parts of 2^20
/// @param work        by name: what happens without any access
/// @param locks       by name: locks of the kernel that the kernel in small does not have
record Prices(long hit, long store, long atomic, long fence, long memory, long serving, long hold,
              int storeBuffer, long interrupt, long streamed, long[] transfers, long[] caches, long jitter,
              Map<String, Long> work, Map<String, Lock> locks) {

    /// A lock that only its price stands for; one for each node.
    ///
    /// @param hold  how long it is held each time
    /// @param batch how many times it would be needed come together
    record Lock(long hold, int batch) {
    }

    long work(String name) {
        Long price = work.get(name);
        return price == null ? 0 : price;
    }
}
