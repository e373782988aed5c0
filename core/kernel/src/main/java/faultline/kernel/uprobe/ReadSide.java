package faultline.kernel.uprobe;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.sync.Srcu;
import faultline.kernel.sync.Sync;
import faultline.kernel.sync.TasksTrace;

/// What a hit stands in while it uses an uprobe and runs handlers, which may sleep. History had all three.
public final class ReadSide implements Memory.GracePeriod {
    /// The three read sides, by the name that a student types.
    public enum Kind {
        /// RCU Tasks Trace: nothing to pay for a hit; since 6.13.
        TRACE("trace"),
        /// SRCU: two counters of one's own and two full barriers a hit.
        SRCU("srcu"),
        /// SRCU whose readers pay no barrier.
        SRCU_LITE("srcu-lite");

        private final String typed;

        Kind(String typed) {
            this.typed = typed;
        }

        public String typed() {
            return typed;
        }
    }

    private final TasksTrace trace;
    private final Srcu srcu;

    ReadSide(Kind kind, Sync sync, KernelObject owner, int cpus) {
        this.trace = kind == Kind.TRACE ? sync.tasksTrace(owner, cpus) : null;
        this.srcu = kind == Kind.TRACE ? null : sync.srcu(owner, "uprobes_srcu", cpus,
                kind == Kind.SRCU_LITE);
    }

    int enter(Task task) {
        if (trace == null) {
            return srcu.readLock(task);
        }
        trace.readLock(task);
        return 0;
    }

    void leave(Task task, int index) {
        if (trace == null) {
            srcu.readUnlock(task, index);
        } else {
            trace.readUnlock(task);
        }
    }

    @Override public void synchronize(Task task) {
        if (trace == null) {
            srcu.synchronize(task);
        } else {
            trace.synchronize(task);
        }
    }
}
