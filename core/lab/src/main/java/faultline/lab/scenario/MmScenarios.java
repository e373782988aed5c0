package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.File;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.Vma;
import faultline.kernel.mm.VmFlags;
import faultline.lab.Scenario;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/// What every strategy must get right about an address space that changes while somebody is in it.
public final class MmScenarios {
    private static final String FELL_BACK = "fell back";
    private static final long READ_WRITE = VmFlags.READ | VmFlags.WRITE;

    private MmScenarios() {
    }

    public static List<Scenario> over(LockStrategy strategy) {
        return List.of(lookAtRemap(strategy), lookAtStackGrowth(strategy), faultAtMunmap(strategy),
                secondFaultAtMunmap(strategy));
    }

    private record Over(LockStrategy strategy, String name, List<String> tasks, Set<String> possible,
                        BiFunction<Process, Task, Play> laying) implements Scenario {

        @Override public Play set(Memory memory, Task boot, int cpus) {
            return laying.apply(Process.boot(strategy, memory, boot, cpus), boot);
        }

        @Override public String toString() {
            return name;
        }
    }

    /// `a.so+1` is unmapped and `b.so+2` mapped in its place while another CPU looks the address up.
    static Scenario lookAtRemap(LockStrategy strategy) {
        return new Over(strategy, "look-at-remap", List.of("look", "remap"), Set.of("a.so+1", "b.so+2", FELL_BACK),
                (process, boot) -> {
                    long address = 2 * process.page();
                    process.map(boot, address, 1, VmFlags.READ, process.a(), 1);
                    Look look = new Look();
                    return (which, task) -> {
                        if (which == 0) {
                            return look(process, task, address, look);
                        }
                        process.map(task, address, 1, VmFlags.READ, process.b(), 2);
                        return "";
                    };
                });
    }

    private static String look(Process process, Task task, long address, Look look) {
        task.startSpeculation();
        if (!process.mm().lock().startLook(task, address, look)) {
            task.endSpeculation(false);
            return FELL_BACK;
        }
        Vma vma = look.vma;
        File file = vma.file(task);
        long page = vma.pgoff(task) + (address - vma.start(task)) / process.page();
        boolean valid = process.mm().lock().endLook(task, look);
        task.endSpeculation(valid);
        return valid ? process.name(file) + "+" + page : FELL_BACK;
    }

    /// A stack grows by a page, so its start and its offset move together, while another CPU looks an address of it
    /// up. Which page of it that is does not change.
    static Scenario lookAtStackGrowth(LockStrategy strategy) {
        return new Over(strategy, "look-at-stack-growth", List.of("look", "grow"), Set.of("the same", FELL_BACK),
                (process, boot) -> {
                    long address = 5 * process.page();
                    process.map(boot, address, 1, READ_WRITE | VmFlags.GROWSDOWN, null, 0);
                    process.user().write(boot, process.mm(), address, 1);
                    Look look = new Look();
                    String before = look(process, boot, address, look);
                    return (which, task) -> {
                        if (which == 1) {
                            process.user().read(task, process.mm(), address - process.page());
                            return "";
                        }
                        String seen = look(process, task, address, look);
                        return seen.equals(before) && !seen.equals(FELL_BACK) ? "the same" : seen;
                    };
                });
    }

    /// A page is written for the first time while its mapping is being unmapped. Afterwards nothing is mapped.
    static Scenario faultAtMunmap(LockStrategy strategy) {
        return new Over(strategy, "fault-at-munmap", List.of("fault", "munmap"), Set.of("DONE", "SIGSEGV_MAPERR"),
                (process, boot) -> {
                    process.map(boot, 2 * process.page(), 1, READ_WRITE, null, 0);
                    return faultAtMunmap(process, 2 * process.page(), 2 * process.page(), 1);
                });
    }

    /// The same beside a page that is there already, so that a fault finds all it needs but its page.
    static Scenario secondFaultAtMunmap(LockStrategy strategy) {
        return new Over(strategy, "second-fault-at-munmap", List.of("fault", "munmap"),
                Set.of("DONE", "SIGSEGV_MAPERR"), (process, boot) -> {
                    long start = 2 * process.page();
                    process.map(boot, start, 2, READ_WRITE, null, 0);
                    process.user().write(boot, process.mm(), start, 1);
                    return faultAtMunmap(process, start + process.page(), start, 2);
                });
    }

    private static Scenario.Play faultAtMunmap(Process process, long address, long start, int pages) {
        return (which, task) -> {
            if (which == 0) {
                return process.user().write(task, process.mm(), address, 7).toString();
            }
            Syscalls.munmap(task, process.mm(), start, pages * process.page());
            return "";
        };
    }
}
