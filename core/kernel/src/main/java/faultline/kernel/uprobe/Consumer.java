package faultline.kernel.uprobe;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.MmStruct;

/// Somebody who wants to know (`struct uprobe_consumer`). May be registered on one probe at a time; may be
/// freed, or registered anew, only after [Uprobes#unregisterSync].
///
/// Handlers run on the task that hit, in the read side of the uprobe path; they may sleep.
public abstract class Consumer extends KernelObject {
    /// What [#handle] answers: nothing to say.
    public static final int OK = 0;
    /// What [#handle] answers: this process need not trap for me any more.
    public static final int REMOVE = 1;
    /// What [#handle] answers: for this hit I do not want the return.
    public static final int IGNORE = 2;

    private final Ref<Consumer> next;
    private final boolean wantsReturn;

    @SuppressWarnings("this-escape")   // its line belongs to it
    protected Consumer(Memory memory, int number, boolean wantsReturn) {
        super(memory, "consumer", number);
        this.wantsReturn = wantsReturn;
        this.next = memory.line(this).ref("next");
    }

    /// The probe was hit; `registers.ip` is its address.
    public abstract int handle(Task task, MmStruct mm, Registers registers);

    /// The function that was probed has returned.
    public void handleReturn(Task task, MmStruct mm, Registers registers) {
    }

    /// Whether this process is of interest (`filter`).
    public boolean wants(MmStruct mm) {
        return true;
    }

    final boolean wantsReturn() {
        return wantsReturn;
    }

    final Ref<Consumer> next() {
        return next;
    }
}
