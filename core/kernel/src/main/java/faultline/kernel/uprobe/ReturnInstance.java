package faultline.kernel.uprobe;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.Kernel;

/// One probed function that has been entered and has not returned (`struct return_instance`), and its hold on
/// the probe (`struct hprobe`).
///
/// ```
///     state      means                                    who moves it on
///     GONE       the probe died; there is no hold         nobody
///     CONSUMED   the function has returned                nobody
///     STABLE     a reference is held                      the task, to CONSUMED
///     LEASED + i the SRCU domain is held, at index i      the task, as above; the timer, to STABLE or GONE
/// ```
///
/// ```
///     the task returns                          the timer expires the lease
///
///     old = xchg state, CONSUMED  (A, B)        try to get a reference
///     run the handlers                          cmpxchg state, LEASED -> STABLE or GONE  (C, D)
///     old is LEASED: end the SRCU read          won: end the SRCU read
///     old is STABLE: put the reference          lost: put the reference
/// ```
///
/// **A, B with C, D.** Both change the one word, so exactly one of the two finds it LEASED, and that one ends
/// the SRCU read. Whoever finds STABLE sees the reference taken.
final class ReturnInstance extends KernelObject {
    static final long GONE = 0;
    static final long CONSUMED = 1;
    static final long STABLE = 2;
    static final long LEASED = 4;

    private final Ref<ReturnInstance> next;
    private final Ref<Uprobe> uprobe;
    private final Word state;
    private final Word returnAddress;
    private final Word stack;
    private final Word chained;
    private final Word consumerId;              // of the first session; 0: none
    private final Word cookie;                  // of the first session
    private final Ref<ReturnConsumer> extra;    // the others

    ReturnInstance(Kernel kernel, int number) {
        super(kernel.memory(), "return_instance", number);
        Line line = memory().line(this);
        this.next = line.ref("next");
        this.uprobe = line.ref("hprobe.uprobe");
        this.state = line.word("hprobe.state", GONE);
        this.returnAddress = line.word("orig_ret_vaddr", 0);
        this.stack = line.word("stack", 0);
        this.chained = line.word("chained", 0);
        Line sessions = memory().line(this);
        this.consumerId = sessions.word("consumer.id", 0);
        this.cookie = sessions.word("consumer.cookie", 0);
        this.extra = sessions.ref("extra_consumers");
    }

    /// No session waits for the return yet.
    void initSessions() {
        consumerId.writeOnce(0);
        extra.writeOnce(null);
    }

    boolean hasSession() {
        return consumerId.readOnce() != 0;
    }

    void setFirstSession(long id, long left) {
        consumerId.writeOnce(id);
        cookie.writeOnce(left);
    }

    long firstSession() {
        return consumerId.readOnce();
    }

    long firstCookie() {
        return cookie.readOnce();
    }

    ReturnConsumer extraSessions() {
        return extra.readOnce();
    }

    void setExtraSessions(ReturnConsumer first) {
        extra.writeOnce(first);
    }

    /// Puts the cookie that the session `id` left into `into` (`return_consumer_find`). `false`: it left none.
    boolean findCookie(long id, Cookie into) {
        if (consumerId.readOnce() == id) {
            into.value = cookie.readOnce();
            return true;
        }
        ReturnConsumer at = extra.readOnce();
        while (at != null && at.id() != id) {
            at = at.next();
        }
        if (at != null) {
            into.value = at.cookie();
        }
        return at != null;
    }

    void init(Uprobe of, long initialState, long origReturn, long sp, boolean isChained) {
        uprobe.writeOnce(of);
        state.writeOnce(initialState);
        returnAddress.writeOnce(origReturn);
        stack.writeOnce(sp);
        chained.writeOnce(isChained ? 1 : 0);
    }

    Ref<ReturnInstance> next() {
        return next;
    }

    /// Whether it still keeps the probe: if not, the probe may be gone. Stays so while the caller stands in
    /// the SRCU domain.
    boolean isHeld() {
        return state.readOnce() >= STABLE;
    }

    Uprobe uprobe() {
        return uprobe.readOnce();
    }

    long returnAddress() {
        return returnAddress.readOnce();
    }

    long stack() {
        return stack.readOnce();
    }

    boolean isChained() {
        return chained.readOnce() != 0;
    }

    /// Takes the hold over, whatever it is; what it was (`hprobe_consume`).
    long consume() {
        return state.xchg("ReturnInstance.A", "ReturnInstance.B", CONSUMED);
    }

    /// Gives back what [#consume] took over (`hprobe_finalize`).
    void release(Task task, Uprobes uprobes, long consumed) {
        if (consumed >= LEASED) {
            uprobes.returnSrcu().readUnlock(task, (int) (consumed - LEASED));
        } else if (consumed == STABLE) {
            uprobes.put(task, uprobe());
        }
    }

    /// Trades the lease for a reference, so that a function that does not return holds no grace period up
    /// (`hprobe_expire`). The caller stands in the SRCU domain itself: the probe must not go while it is
    /// looked at.
    void expire(Task task, Uprobes uprobes) {
        long seen = state.readOnce();
        if (seen < LEASED) {
            return;
        }
        Uprobe held = uprobe();
        boolean got = held.refcount().incNotZero();
        if (state.cmpxchg("ReturnInstance.C", "ReturnInstance.D", seen, got ? STABLE : GONE) == seen) {
            uprobes.returnSrcu().readUnlock(task, (int) (seen - LEASED));
        } else if (got) {
            uprobes.put(task, held);
        }
    }
}
