package faultline.lab.session;

import java.util.List;

/// What a [Session] answers. A kernel that refuses has answered too.
public sealed interface SessionAnswer {

    /// Whether everything is as it was before the question.
    default boolean leftAsItWas() {
        return switch (this) {
            case Refused refused -> !refused.changed();
            case Accessed accessed -> !accessed.ending().equals("done");
            case NoPlace _, NoFile _ -> true;
            default -> false;
        };
    }

    record Mappings(List<Mapping> mappings) implements SessionAnswer {
    }

    /// `mmap` succeeded: this is the mapping now, which may be larger than was asked for if it was merged.
    record Mapped(long address, Mapping mapping) implements SessionAnswer {
    }

    /// `munmap` and `mprotect` succeeded: these VMAs have something in the range or next to it now.
    record Changed(long address, List<Mapping> around) implements SessionAnswer {
    }

    /// A system call refused.
    ///
    /// @param errno   `ENOMEM`
    /// @param why     in words
    /// @param changed whether part of it was done all the same, as `mprotect` may
    record Refused(String errno, String why, boolean changed) implements SessionAnswer {
    }

    /// There is no file of that name.
    ///
    /// @param files the names that there are
    record NoFile(String name, List<String> files) implements SessionAnswer {
    }

    /// A named place is in no mapping.
    ///
    /// @param mapped the names that are
    record NoPlace(Place place, List<String> mapped) implements SessionAnswer {
    }

    /// An access of user code.
    ///
    /// @param ending   `done`, `SIGSEGV`, `SIGBUS`, `SIGKILL`
    /// @param why      in words
    /// @param path     what the kernel had to do for it, in words
    /// @param value    what was read or written; 0 after a signal
    /// @param counters those that moved: name and by how much
    record Accessed(long address, String access, String ending, String why, String path, long value,
                    List<Counter> counters) implements SessionAnswer {
    }

    /// A probe.
    ///
    /// @param number   by which it can be removed
    /// @param place    `a.so+8`
    /// @param insn     the instruction there
    /// @param hits     how often its handler ran
    /// @param returns  how often its return handler ran; -1 if it has none
    record Probe(int number, String place, String insn, long hits, long returns) implements SessionAnswer {
    }

    record ProbeList(List<Probe> probes) implements SessionAnswer {
    }

    /// User code executed an instruction, or called a function.
    ///
    /// @param ending   `done`, or the signal that came
    /// @param insn     the instruction at the address; `(bad)` if it is none
    /// @param how      how it was carried out, in words
    /// @param lookup   how the probe was found: `speculative`, `mmap_lock`; empty without a breakpoint
    /// @param probes   those whose handlers ran, with their numbers afterwards
    /// @param counters those that moved: name and by how much
    record Executed(long address, String ending, String insn, String how, String lookup, List<Probe> probes,
                    List<Counter> counters) implements SessionAnswer {
    }

    record CounterList(List<Counter> counters) implements SessionAnswer {
    }
}
