package faultline.lab.session;

import java.util.List;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Access;
import faultline.kernel.mm.Errno;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.File;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Sizes;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.UserAccess;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.sync.Sync;
import faultline.kernel.uprobe.ReadSide;
import faultline.kernel.uprobe.Uprobes;
import faultline.lab.World;

/// One kernel on real memory, with one address space that has a stack, one task, and a few files to map.
///
/// What it is asked it does through the same system calls, faults and probes that workloads go through; only,
/// here nobody else is there. One thread at a time may ask.
public final class Session {
    private static final long GRACE_PERIOD_NANOS = 1_000_000;
    private static final int STACK_PAGES = 33;   // what Linux gives a new process: 132K

    private final World world;
    private final Kernel kernel;
    private final MmStruct mm;
    private final MappedFiles files;
    private final Mappings mappings;
    private final UserAccess user;
    private final VmStats stats;
    private final ProbeDesk probes;
    private final Spotlight spotlight;
    private long written;

    private Session(World world, Kernel kernel, Task task, Spotlight spotlight) {
        this.world = world;
        this.kernel = kernel;
        this.spotlight = spotlight;
        this.mm = kernel.newMm(task);
        this.files = new MappedFiles(kernel, task);
        long stackEnd = kernel.sizes().taskSize() - kernel.sizes().pageSize();
        this.mappings = new Mappings(mm, files, stackEnd);
        this.user = new UserAccess(kernel);
        this.stats = new VmStats(kernel);
        this.probes = new ProbeDesk(kernel, mm, files, mappings, stats, stackEnd, spotlight);
        long stack = STACK_PAGES * kernel.sizes().pageSize();
        Syscalls.mmap(task, mm, stackEnd - stack, stack, VmFlags.READ | VmFlags.WRITE | VmFlags.GROWSDOWN,
                null, 0, true);
    }

    /// A new one, whose VMAs are locked as `strategy` says.
    public static Session over(LockStrategy strategy) {
        return in(World.hardware(1, GRACE_PERIOD_NANOS), strategy, Spotlight.OFF);
    }

    /// As [#over], in another world, and seen by somebody.
    public static Session in(World world, LockStrategy strategy, Spotlight spotlight) {
        Kernel kernel = new Kernel(world.memory(), Sync.coded(world.memory(), world.cpus(), 0), strategy,
                Sizes.small(world.cpus()), Uprobes.with(ReadSide.Kind.TRACE));
        Task task = world.enter(0);
        try {
            return new Session(world, kernel, task, spotlight);
        } finally {
            world.leave(task);
        }
    }

    /// Does it. A bug of the strategy comes out as the exception that the kernel threw.
    public SessionAnswer answer(SessionRequest request) {
        SessionAnswer answer;
        Task task = world.enter(0);
        try {
            answer = answer(task, request);
        } finally {
            world.leave(task);
        }
        if (!world.bugs().isEmpty()) {   // deferred work may have found it, whose exception nobody sees
            throw new IllegalStateException("the kernel failed: " + String.join("; ", world.bugs()));
        }
        return answer;
    }

    private SessionAnswer answer(Task task, SessionRequest request) {
        return switch (request) {
            case SessionRequest.Maps _ -> new SessionAnswer.Mappings(mappings.all(task));
            case SessionRequest.Mmap wanted -> mmap(task, wanted);
            case SessionRequest.Munmap wanted -> munmap(task, wanted);
            case SessionRequest.Mprotect wanted -> mprotect(task, wanted);
            case SessionRequest.Fault wanted -> fault(task, wanted);
            case SessionRequest.AddProbe wanted -> probes.add(task, wanted);
            case SessionRequest.RemoveProbe wanted -> probes.remove(task, wanted.number());
            case SessionRequest.Probes _ -> probes.list();
            case SessionRequest.Hit wanted -> probes.hit(task, wanted);
            case SessionRequest.Counters _ -> new SessionAnswer.CounterList(stats.all());
        };
    }

    private SessionAnswer mmap(Task task, SessionRequest.Mmap wanted) {
        long pageSize = kernel.sizes().pageSize();
        long pages = wanted.length() + pageSize - 1 & -pageSize;
        long address = wanted.fixed() ? mappings.address(task, wanted.at()) : mappings.room(task, pages);
        if (address == Mappings.NOWHERE) {
            return mappings.noPlace(task, wanted.at());
        }
        File file = wanted.file().isEmpty() ? null : files.named(wanted.file());
        if (file == null && !wanted.file().isEmpty()) {
            return files.noFile(wanted.file());
        }
        if (wanted.fileOffset() % pageSize != 0) {
            return new SessionAnswer.Refused("EINVAL", "a file's offset is a multiple of the page size, "
                    + pageSize / 1024 + "K", false);
        }
        List<Mapping> before = mappings.all(task);
        long result = spotlight.see(() -> Syscalls.mmap(task, mm, address, wanted.length(), flags(wanted), file,
                wanted.fileOffset() / pageSize, wanted.fixed()));
        if (Errno.isError(result)) {
            return new SessionAnswer.Refused(Errno.name(result),
                    Reasons.mmap(kernel.sizes(), wanted, address, result),
                    !before.equals(mappings.all(task)));
        }
        return new SessionAnswer.Mapped(result, mappings.around(task, result, result + 1).getFirst());
    }

    private static long flags(SessionRequest.Mmap wanted) {
        return flags(wanted.protection()) | (wanted.shared() ? VmFlags.SHARED : 0)
                | (wanted.growsDown() ? VmFlags.GROWSDOWN : 0);
    }

    private static long flags(Protection protection) {
        return (protection.read() ? VmFlags.READ : 0) | (protection.write() ? VmFlags.WRITE : 0)
                | (protection.exec() ? VmFlags.EXEC : 0);
    }

    private SessionAnswer munmap(Task task, SessionRequest.Munmap wanted) {
        long address = mappings.address(task, wanted.at());
        if (address == Mappings.NOWHERE) {
            return mappings.noPlace(task, wanted.at());
        }
        List<Mapping> before = mappings.all(task);
        long result = spotlight.see(() -> Syscalls.munmap(task, mm, address, wanted.length()));
        return changed(task, before, address, wanted.length(), result,
                Reasons.munmap(kernel.sizes(), address, wanted.length(), result));
    }

    private SessionAnswer mprotect(Task task, SessionRequest.Mprotect wanted) {
        long address = mappings.address(task, wanted.at());
        if (address == Mappings.NOWHERE) {
            return mappings.noPlace(task, wanted.at());
        }
        List<Mapping> before = mappings.all(task);
        long result = spotlight.see(() -> Syscalls.mprotect(task, mm, address, wanted.length(),
                flags(wanted.protection())));
        return changed(task, before, address, wanted.length(), result,
                Reasons.mprotect(kernel.sizes(), before, address, wanted.length(), result));
    }

    private SessionAnswer changed(Task task, List<Mapping> before, long address, long length, long result,
            String why) {
        return Errno.isError(result)
                ? new SessionAnswer.Refused(Errno.name(result), why, !before.equals(mappings.all(task)))
                : new SessionAnswer.Changed(address, mappings.around(task, address, address + length));
    }

    private SessionAnswer fault(Task task, SessionRequest.Fault wanted) {
        long address = mappings.address(task, wanted.at());
        if (address == Mappings.NOWHERE) {
            return mappings.noPlace(task, wanted.at());
        }
        List<Counter> before = stats.all();
        FaultResult result = spotlight.see(() -> switch (wanted.access()) {
            case "r" -> user.read(task, mm, address);
            case "w" -> user.write(task, mm, address, ++written);
            case "x" -> user.fetch(task, mm, address);
            default -> throw new IllegalArgumentException("no access is called " + wanted.access());
        });
        Access access = switch (wanted.access()) {
            case "r" -> Access.READ;
            case "w" -> Access.WRITE;
            default -> Access.EXEC;
        };
        List<Counter> moved = stats.since(before);
        boolean done = result == FaultResult.DONE;
        long value = !done ? 0 : access == Access.WRITE ? written : user.value(task);
        return new SessionAnswer.Accessed(address, wanted.access(), Reasons.signal(result),
                Reasons.access(result, access, value, mappings.around(task, address, address + 1)),
                Reasons.path(result, kernel.strategy().name(), moved), value, moved);
    }
}
