package faultline.lab.explorer;

import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.RcuWait;

/// Sleeping until a word has a value, and waking. The sleeper says that he waits and tests in one step, the waker looks
/// for him and wakes him in one, and these two are in order: either the sleeper sees what the waker did before, or the
/// waker sees the sleeper. A wake-up that never comes is missed here as it is there. And both go on knowing all that
/// they have seen: who brings the word to its value himself has the others' share in it behind him.
final class RcuWaitLaw extends RcuWait {
    private static final long NOBODY = 0;

    private final Execution execution;
    private final Location sleeper;

    RcuWaitLaw(Execution execution, Location sleeper) {
        this.execution = execution;
        this.sleeper = sleeper;
    }

    @Override public void init() {
        execution.store(sleeper, NOBODY, false, false);
    }

    @Override public boolean waitUntil(Task task, Word word, long value, boolean killable) {
        ExplorerTask me = (ExplorerTask) task;
        Location at = ((ExplorerWord) word).at();
        me.maySleep("waits on " + sleeper);
        if (execution.current == null) {
            return execution.await(at, true, -1, value, killable);
        }
        boolean[] over = new boolean[2];   // whether the value is there, whether the task is to die
        while (true) {
            me.wanted.waits(sleeper, at, killable ? me.fatal : null);
            execution.turn(me);
            execution.inOneStep(() -> {
                long before = swap(me.handle());
                if (before != NOBODY && before != me.handle()) {
                    throw execution.bug(me + " waits on " + sleeper + " beside another task");
                }
                me.knows(me.seen);
                over[0] = execution.load(at, true, false) == value;
                over[1] = !over[0] && killable && execution.load(me.fatal, false, false) != 0;
                if (over[0] || over[1]) {
                    swap(NOBODY);
                }
            });
            if (over[0] || over[1]) {
                return over[0];
            }
            execution.awaitWakeUp(sleeper, killable);
        }
    }

    private long swap(long value) {
        return execution.modify(sleeper, null, null, true, true, Rmw.EXCHANGE, value, 0, 0);
    }

    @Override public void wake(Task task) {
        swap(NOBODY);
        ExplorerTask me = (ExplorerTask) task;
        me.knows(me.seen);
    }
}
