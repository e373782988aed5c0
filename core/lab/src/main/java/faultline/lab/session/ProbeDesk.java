package faultline.lab.session;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Errno;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.File;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Text;
import faultline.kernel.mm.UserAccess;
import faultline.kernel.mm.VmStat;
import faultline.kernel.uprobe.Insn;
import faultline.kernel.uprobe.Registers;
import faultline.kernel.uprobe.Trap;
import faultline.kernel.uprobe.Uprobes;
import faultline.kernel.uprobe.UserCode;

/// The session's probes, and the user code that hits them.
final class ProbeDesk {
    private static final int RED_ZONE = 128;
    private static final long RETURN_ADDRESS = 0x1000;   // never executed: a call ends when it gets there

    private final Kernel kernel;
    private final MmStruct mm;
    private final MappedFiles files;
    private final Mappings mappings;
    private final VmStats stats;
    private final long stackEnd;
    private final Uprobes uprobes;
    private final UserCode user;
    private final UserAccess access;
    private final Spotlight spotlight;
    private final Map<Integer, Tally> tallies = new TreeMap<>();
    private int given;

    ProbeDesk(Kernel kernel, MmStruct mm, MappedFiles files, Mappings mappings, VmStats stats,
            long stackEnd, Spotlight spotlight) {
        this.kernel = kernel;
        this.spotlight = spotlight;
        this.mm = mm;
        this.files = files;
        this.mappings = mappings;
        this.stats = stats;
        this.stackEnd = stackEnd;
        this.uprobes = Uprobes.of(kernel);
        this.user = new UserCode(kernel, uprobes);
        this.access = new UserAccess(kernel);
    }

    SessionAnswer.ProbeList list() {
        return new SessionAnswer.ProbeList(tallies.values().stream().map(Tally::probe).toList());
    }

    SessionAnswer add(Task task, SessionRequest.AddProbe wanted) {
        Place place = inFile(task, wanted.at());
        if (place.isAddress()) {
            return new SessionAnswer.Refused("EINVAL", "no file is mapped at " + place, false);
        }
        File file = files.named(place.name());
        if (file == null) {
            return files.noFile(place.name());
        }
        long insn = Text.original(task, kernel, file.inode(), place.offset() & -Insn.SIZE);
        Tally tally = new Tally(kernel.memory(), given + 1, file.inode(), place, insn, wanted.onReturn());
        long result = Insn.isValid(insn)
                ? spotlight.see(() -> uprobes.register(task, file.inode(), place.offset(), tally))
                : Errno.EINVAL;
        if (Errno.isError(result)) {
            return new SessionAnswer.Refused(Errno.name(result), refusal(place, insn), false);
        }
        tallies.put(++given, tally);
        return list();
    }

    SessionAnswer remove(Task task, int number) {
        Tally tally = tallies.remove(number);
        if (tally == null) {
            return new SessionAnswer.Refused("EINVAL", tallies.isEmpty() ? "there are no probes"
                    : "there is no probe " + number, false);
        }
        spotlight.see(() -> {
            uprobes.unregister(task, tally.inode(), tally.place().offset(), tally);
            uprobes.unregisterSync(task);
            return true;
        });
        return list();
    }

    /// Where an address is in a file; itself if there is none.
    private Place inFile(Task task, Place place) {
        if (!place.isAddress()) {
            return place;
        }
        return mappings.all(task).stream()
                .filter(m -> m.start() <= place.offset() && place.offset() < m.end()
                        && files.named(m.name()) != null)
                .findFirst().map(m -> new Place(m.name(), m.offset() + place.offset() - m.start()))
                .orElse(place);
    }

    private static String refusal(Place place, long insn) {
        return place.offset() % Insn.SIZE != 0 ? "instructions are " + Insn.SIZE + " bytes long, and 0x"
                + Long.toHexString(place.offset()) + " is inside one"
                : Errno.isError(insn) ? place.name() + " ends before" : "there is no instruction";
    }

    SessionAnswer hit(Task task, SessionRequest.Hit wanted) {
        long address = mappings.address(task, wanted.at());
        if (address == Mappings.NOWHERE) {
            return mappings.noPlace(task, wanted.at());
        }
        Registers registers = new Registers();
        registers.ip = address;
        registers.sp = stackEnd - RED_ZONE;
        access.write(task, mm, registers.sp, RETURN_ADDRESS);
        List<SessionAnswer.Probe> before = list().probes();
        List<Counter> counters = stats.all();
        Trap trap = spotlight.see(() -> run(task, registers, wanted.call()));
        List<Counter> moved = stats.since(counters);
        uprobes.dropReturns(task);
        List<SessionAnswer.Probe> handled = list().probes().stream().filter(p -> !before.contains(p))
                .toList();
        String lookup = lookup(moved);
        long insn = insn(task, address);
        return new SessionAnswer.Executed(address, ending(trap), Insn.toString(insn),
                trap != Trap.NONE ? reason(trap) : how(wanted.call(), !lookup.isEmpty(), insn), lookup,
                handled, moved);
    }

    private Trap run(Task task, Registers registers, boolean call) {
        if (call) {
            return user.run(task, mm, registers, RETURN_ADDRESS);
        }
        long address = registers.ip;
        Trap trap = Trap.NONE;
        while (trap == Trap.NONE && registers.ip == address) {
            trap = user.step(task, mm, registers);
        }
        return trap;
    }

    /// The instruction without any breakpoint: from the file, where there is one.
    private long insn(Task task, long address) {
        Place place = inFile(task, Place.at(address));
        if (!place.isAddress()) {
            return Text.original(task, kernel, files.named(place.name()).inode(), place.offset());
        }
        return access.fetch(task, mm, address) == FaultResult.DONE ? access.value(task) : 0;
    }

    private static String lookup(List<Counter> moved) {
        return VmStats.of(moved, VmStat.UPROBE_LOOKUP_FALLBACK) > 0 ? "mmap_lock"
                : VmStats.of(moved, VmStat.UPROBE_LOOKUP_SUCCESS) > 0 ? "speculative" : "";
    }

    private static String ending(Trap trap) {
        return switch (trap) {
            case NONE -> "done";
            case OOM, KILLED -> "SIGKILL";
            default -> trap.name();
        };
    }

    private static String reason(Trap trap) {
        return switch (trap) {
            case SIGTRAP -> "a breakpoint that no probe knows";
            case SIGILL -> "that is no instruction";
            case SIGSEGV -> "nothing that may be executed is mapped there";
            case SIGBUS -> "the mapping reaches there, but the file does not";
            case OOM -> "there was no memory for a page";
            default -> "a fatal signal came first";
        };
    }

    private static String how(boolean call, boolean breakpoint, long insn) {
        if (call) {
            return "called, and it returned";
        }
        if (!breakpoint) {
            return "executed, no breakpoint there";
        }
        return Insn.isEmulated(insn) ? "emulated by the kernel, one trap"
                : "single-stepped in a slot, two traps";
    }
}
