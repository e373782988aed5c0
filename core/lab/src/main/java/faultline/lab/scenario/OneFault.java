package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.File;
import faultline.kernel.mm.VmFlags;
import faultline.lab.Scenario;
import java.util.List;

/// One fault and nobody beside it: what each access in it costs, every execution of a larger scenario pays.
public final class OneFault implements Scenario {
    private static final long READ_WRITE = VmFlags.READ | VmFlags.WRITE;

    private final LockStrategy strategy;
    private final String name;
    private final boolean ofFile;
    private final boolean isSecond;

    private OneFault(LockStrategy strategy, String name, boolean ofFile, boolean isSecond) {
        this.strategy = strategy;
        this.name = name;
        this.ofFile = ofFile;
        this.isSecond = isSecond;
    }

    public static List<Scenario> over(LockStrategy strategy) {
        return List.of(new OneFault(strategy, "the first anonymous fault of a mapping", false, false),
                new OneFault(strategy, "an anonymous fault beside it", false, true),
                new OneFault(strategy, "a fault on a page of a file", true, true));
    }

    @Override public String name() {
        return name;
    }

    @Override public List<String> tasks() {
        return List.of("fault");
    }

    @Override public Play set(Memory memory, Task boot, int cpus) {
        Process process = Process.boot(strategy, memory, boot, cpus);
        long start = 2 * process.page();
        File file = ofFile ? process.a() : null;
        process.map(boot, start, 2, ofFile ? VmFlags.READ : READ_WRITE, file, 0);
        if (isSecond) {
            fault(process, boot, start);
        }
        return (which, task) -> fault(process, task, isSecond ? start + process.page() : start);
    }

    private String fault(Process process, Task task, long address) {
        return (ofFile ? process.user().read(task, process.mm(), address)
                : process.user().write(task, process.mm(), address, 1)).toString();
    }
}
