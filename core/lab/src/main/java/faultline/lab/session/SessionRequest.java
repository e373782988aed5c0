package faultline.lab.session;

/// What a [Session] can be asked.
public sealed interface SessionRequest {

    /// Whether it may leave the address space or the probes other than it found them, so that whoever wants
    /// to build the same session again has to ask it again.
    default boolean changes() {
        return !(this instanceof Maps || this instanceof Counters || this instanceof Probes);
    }

    /// The mappings.
    record Maps() implements SessionRequest {
    }

    /// A new mapping.
    ///
    /// @param at         where it has to be (`MAP_FIXED`); only if `fixed`
    /// @param growsDown  as a stack does
    /// @param file       one of the session's files; empty for anonymous memory
    /// @param fileOffset in bytes
    record Mmap(boolean fixed, Place at, long length, Protection protection, boolean shared,
            boolean growsDown, String file, long fileOffset) implements SessionRequest {
    }

    record Munmap(Place at, long length) implements SessionRequest {
    }

    record Mprotect(Place at, long length, Protection protection) implements SessionRequest {
    }

    /// User code reads, writes or executes one word.
    ///
    /// @param access `r`, `w` or `x`
    record Fault(Place at, String access) implements SessionRequest {
    }

    /// A probe on an instruction of a file.
    ///
    /// @param at       in a file, or an address in one of its mappings
    /// @param onReturn of the function that starts there
    record AddProbe(Place at, boolean onReturn) implements SessionRequest {
    }

    /// @param number as it was given when the probe was added
    record RemoveProbe(int number) implements SessionRequest {
    }

    /// The probes.
    record Probes() implements SessionRequest {
    }

    /// User code executes the instruction; as a call, it runs on until the function that starts there has
    /// returned.
    record Hit(Place at, boolean call) implements SessionRequest {
    }

    /// The counters of /proc/vmstat.
    record Counters() implements SessionRequest {
    }
}
