package faultline.kernel.uprobe;

import faultline.kernel.memory.Slab;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.UserAccess;

/// Return probes: a probed function is made to return into the trampoline, and from there home
/// (`prepare_uretprobe`, `uprobe_handle_trampoline`).
final class Returns {
    private final Kernel kernel;
    private final Uprobes uprobes;
    private final UserAccess user;
    private final Slab<ReturnInstance> instances;
    private final Slab<ReturnConsumer> sessions;

    Returns(Kernel kernel, Uprobes uprobes) {
        this.kernel = kernel;
        this.uprobes = uprobes;
        this.user = new UserAccess(kernel);
        this.instances = new Slab<>(kernel.memory(), "return_instance",
                kernel.sizes().cpus() * 2 * Utask.MAX_DEPTH,
                kernel.memory().rcu(), number -> new ReturnInstance(kernel, number));
        this.sessions = new Slab<>(kernel.memory(), "return_consumer",
                kernel.sizes().cpus() * 2 * Utask.MAX_DEPTH, null,
                number -> new ReturnConsumer(kernel.memory(), number));
    }

    /// Somebody wants to know of the return from the function that was just hit. What [#prepare] will push, or
    /// `null`: no memory (`alloc_return_instance`).
    ReturnInstance begin(Task task, Utask utask) {
        ReturnInstance kept = utask.reuse();
        ReturnInstance instance = kept != null ? kept : instances.allocate(task);
        if (instance != null) {
            instance.initSessions();
        }
        return instance;
    }

    /// Keeps what the session `id` left in `utask.cookie` (`push_consumer`). `instance`; or `null`: no memory,
    /// and nobody hears of this return.
    ReturnInstance addSession(Task task, Utask utask, ReturnInstance instance, long id) {
        if (!instance.hasSession()) {
            instance.setFirstSession(id, utask.cookie.value);
            return instance;
        }
        ReturnConsumer fresh = sessions.allocate(task);
        if (fresh == null) {
            free(task, utask, instance);
            return null;
        }
        fresh.init(id, utask.cookie.value, instance.extraSessions());
        instance.setExtraSessions(fresh);
        return instance;
    }

    /// The function that begins at `registers.ip` was hit and somebody wants its return. Does nothing if that
    /// cannot be had: no slots, too deep, no stack. Takes `instance`, of [#begin], over.
    void prepare(Task task, MmStruct mm, Uprobe uprobe, Registers registers, Utask utask,
                 ReturnInstance instance) {
        if (!push(task, mm, uprobe, registers, utask, instance)) {
            free(task, utask, instance);
        }
    }

    private boolean push(Task task, MmStruct mm, Uprobe uprobe, Registers registers, Utask utask,
                         ReturnInstance instance) {
        XolArea area = uprobes.areas().get(task, mm);
        if (area == null || utask.depth() >= Utask.MAX_DEPTH
                || user.read(task, mm, registers.sp) != FaultResult.DONE) {
            return false;
        }
        long home = user.value(task);
        if (user.write(task, mm, registers.sp, area.trampoline()) != FaultResult.DONE) {
            return false;
        }
        dropUnwound(task, utask, registers.sp, home == area.trampoline());
        boolean chained = home == area.trampoline();
        if (chained) {
            if (utask.top() == null) {
                // somebody jumped here with our address on his stack
                user.write(task, mm, registers.sp, home);
                return false;
            }
            home = utask.top().returnAddress();
        }
        int index = uprobes.returnSrcu().readLock(task);
        instance.init(uprobe, ReturnInstance.LEASED + index, home, registers.sp, chained);
        utask.push(instance);
        return true;
    }

    /// Functions that were left without returning (`longjmp`) have their frames below the stack pointer.
    private void dropUnwound(Task task, Utask utask, long sp, boolean chained) {
        while (utask.top() != null && (chained ? utask.top().stack() < sp : utask.top().stack() <= sp)) {
            ReturnInstance dropped = utask.pop();
            dropped.release(task, uprobes, dropped.consume());
            free(task, utask, dropped);
        }
    }

    /// User code has come to the trampoline; `registers.ip` becomes the address to go home to.
    Trap trampoline(Task task, MmStruct mm, Registers registers, Utask utask) {
        if (utask.top() == null) {
            return Trap.SIGILL;
        }
        boolean valid;
        do {
            ReturnInstance outermost = outermostOfChain(utask.top());
            ReturnInstance next = outermost.next().readOnce();
            valid = next == null || registers.sp <= next.stack();
            registers.ip = outermost.returnAddress();
            do {
                ReturnInstance instance = utask.pop();
                long hold = instance.consume();
                if (valid && hold != ReturnInstance.GONE) {
                    runHandlers(task, mm, instance, registers, utask.cookie);
                }
                instance.release(task, uprobes, hold);
                free(task, utask, instance);
            } while (utask.top() != next);
        } while (!valid && utask.top() != null);
        return Trap.NONE;
    }

    /// Instances that were pushed by jumps from probed function to probed function return together.
    private static ReturnInstance outermostOfChain(ReturnInstance newest) {
        ReturnInstance at = newest;
        while (at.isChained()) {
            at = at.next().readOnce();
        }
        return at;
    }

    /// `handle_uretprobe_chain`. A session whose entry handler did not see this call, or did not want its
    /// return, is not told.
    private void runHandlers(Task task, MmStruct mm, ReturnInstance instance, Registers registers,
                             Cookie cookie) {
        int index = uprobes.readSide().enter(task);
        for (Consumer at = instance.uprobe().firstConsumer(); at != null; at = Uprobe.next(at)) {
            if (at.isSession() && instance.findCookie(at.id(), cookie)) {
                at.handleReturn(task, mm, registers, cookie);
            } else if (at.wantsReturns() && !at.isSession()) {
                at.handleReturn(task, mm, registers, null);
            }
        }
        uprobes.readSide().leave(task, index);
    }

    private void free(Task task, Utask utask, ReturnInstance instance) {
        ReturnConsumer extra = instance.extraSessions();
        while (extra != null) {
            ReturnConsumer next = extra.next();
            sessions.free(task, extra);
            extra = next;
        }
        instance.setExtraSessions(null);
        if (!utask.keep(instance)) {
            instances.free(task, instance);
        }
    }

    /// `ri_timer`: 100 ms have passed without a call; `owner`'s leases become references.
    void expire(Task timer, Utask owner) {
        int index = uprobes.returnSrcu().readLock(timer);
        kernel.memory().rcuReadLock(timer);
        owner.timerBegins();
        for (ReturnInstance at = owner.firstForTimer(); at != null; at = at.next().readOnce()) {
            at.expire(timer, uprobes);
        }
        owner.timerEnds();
        kernel.memory().rcuReadUnlock(timer);
        uprobes.returnSrcu().readUnlock(timer, index);
    }

    /// Forgets all calls of a task that ends.
    void drop(Task task, Utask utask) {
        while (utask.top() != null) {
            ReturnInstance dropped = utask.pop();
            dropped.release(task, uprobes, dropped.consume());
            free(task, utask, dropped);
        }
        for (ReturnInstance kept = utask.reuse(); kept != null; kept = utask.reuse()) {
            instances.free(task, kept);
        }
    }

    /// `dup_utask`: a new thread of a forked process returns from what its parent was in. The child's
    /// instances hold references, since it may never return; a probe that is dying is left out.
    void duplicate(Task task, Utask parent, Utask child) {
        int index = uprobes.returnSrcu().readLock(task);
        duplicate(task, parent.top(), child);
        uprobes.returnSrcu().readUnlock(task, index);
    }

    private void duplicate(Task task, ReturnInstance original, Utask child) {
        if (original == null) {
            return;
        }
        duplicate(task, original.next().readOnce(), child);   // the oldest first
        ReturnInstance copy = copyOf(task, original, child);
        if (copy == null) {
            return;
        }
        boolean got = original.isHeld() && original.uprobe().refcount().incNotZero();
        copy.init(original.uprobe(), got ? ReturnInstance.STABLE : ReturnInstance.GONE,
                original.returnAddress(),
                original.stack(), original.isChained());
        child.push(copy);
    }

    /// A new instance for `child` with the sessions of `original`, or `null`: no memory.
    private ReturnInstance copyOf(Task task, ReturnInstance original, Utask child) {
        ReturnInstance copy = begin(task, child);
        if (copy == null || !original.hasSession()) {
            return copy;
        }
        copy.setFirstSession(original.firstSession(), original.firstCookie());
        for (ReturnConsumer at = original.extraSessions(); at != null && copy != null; at = at.next()) {
            child.cookie.value = at.cookie();
            copy = addSession(task, child, copy, at.id());
        }
        return copy;
    }

    long live() {
        return instances.live() + sessions.live();
    }
}
