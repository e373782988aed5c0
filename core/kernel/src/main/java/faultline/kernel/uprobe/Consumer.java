package faultline.kernel.uprobe;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
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

    private final Word id;
    private final Ref<Consumer> next;
    private final Wants wants;

    /// What a consumer has handlers for.
    public enum Wants {
        /// [#handle] alone.
        HITS,
        /// [#handleReturn] alone, for every return.
        RETURNS,
        /// Both. [#handleReturn] comes only for a hit that [#handle] answered with `OK`, and brings the cookie
        /// that it left.
        SESSIONS
    }

    @SuppressWarnings("this-escape")   // its line belongs to it
    protected Consumer(Memory memory, int number, Wants wants) {
        super(memory, "consumer", number);
        this.wants = wants;
        Line line = memory.line(this);
        this.next = line.ref("next");
        this.id = line.word("id", 0);
    }

    /// The probe was hit; `registers.ip` is its address. What a session leaves in `cookie`, which is 0, its
    /// [#handleReturn] finds there.
    public int handle(Task task, MmStruct mm, Registers registers, Cookie cookie) {
        return OK;
    }

    /// The function that was probed has returned. `cookie` is `null` but for a session.
    public void handleReturn(Task task, MmStruct mm, Registers registers, Cookie cookie) {
    }

    /// Whether this process is of interest (`filter`).
    public boolean wants(MmStruct mm) {
        return true;
    }

    final boolean wantsHits() {
        return wants != Wants.RETURNS;
    }

    final boolean wantsReturns() {
        return wants != Wants.HITS;
    }

    final boolean isSession() {
        return wants == Wants.SESSIONS;
    }

    /// A number of its own for each time that it is registered: a cookie that was left before is not found by
    /// whoever is registered later.
    final long id() {
        return id.readOnce();
    }

    final void setId(long fresh) {
        id.writeOnce(fresh);
    }

    final Ref<Consumer> next() {
        return next;
    }
}
