package faultline.lab.explorer;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import java.util.List;

/// What the explorer asks a kernel in every execution, without any task of it knowing. It asks between steps, so cells
/// are read as they stand, and only where nobody is changing what is asked about.
public interface Checks {

    /// Whether user code may access `address` of `mm` just now, given one of these rights.
    boolean allows(Task task, KernelObject mm, long address, long rights);

    /// Whether programs have breakpoints of their own, which are nobody's probes.
    boolean haveBreakpoints();

    /// What is not as it must be, once all tasks have ended and nothing is put off any more. May take apart what it
    /// looks at.
    List<String> atRest(Task task);

    /// These are asked in every execution, if `memory` is explored.
    static void ask(Memory memory, Checks checks) {
        if (memory instanceof ExplorerMemory explored) {
            explored.execution().properties.ask(checks);
        }
    }
}
