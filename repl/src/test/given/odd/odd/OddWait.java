package odd;

import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;

/// Lets every reader sleep, and wakes none.
public final class OddWait extends Odd {
    @Override public String name() {
        return "odd-wait";
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        while (true) {
            task.prepareToSleep("A", false);
            task.sleep();
        }
    }
}
