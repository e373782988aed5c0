package faultline.kernel.sync;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// A slot that says who sleeps.
///
/// ```
///     sleeper                                   waker
///
///     task = me                                 changes the word
///     ──── A: full barrier ────                 ──── B: full barrier ────
///     word == value?  no: sleep                 task  somebody: wake him
///
///     word == value   C: acquire ◀───────────── whoever wrote that value
/// ```
///
/// **A with B.** Either the sleeper sees the changed word, or the waker sees the sleeper. If both looked too
/// early, the sleeper would sleep for ever.
///
/// **C** pairs with the release of whoever brought the word to its value; that edge is in the caller's
/// picture.
///
/// One slot serves many words, so a wake-up may be meant for another word, or be left over: the sleeper tests
/// in a loop.
///
/// Not shown: the kernel's waker reads the slot under RCU, or the sleeper might wake, return and exit under
/// his hands. Tasks never die here.
final class CodedRcuWait extends RcuWait {
    private final Memory memory;
    private final Ref<Task> sleeper;

    CodedRcuWait(Line line, String field) {
        this.memory = line.owner().memory();
        this.sleeper = line.ref(field + ".task");
    }

    @Override public void init() {
        sleeper.writeOnce(null);
    }

    @Override public boolean waitUntil(Task task, Word word, long value, boolean killable) {
        task.mightSleep();
        if (!sleeper.readOnceIs(null)) {
            throw memory.bug(task + " waits on " + sleeper + " beside " + sleeper.readOnce());
        }
        sleeper.writeOnce(task);
        boolean reached;
        while (true) {
            task.prepareToSleep("RcuWait.A", killable);
            reached = word.loadAcquire("RcuWait.C") == value;
            if (reached || killable && task.fatalSignalPending()) {
                break;
            }
            task.sleep();
        }
        task.finishSleep();
        sleeper.writeOnce(null);
        return reached;
    }

    @Override public void wake(Task task) {
        memory.mb("RcuWait.B");
        Task waiting = sleeper.readOnce();
        if (waiting != null) {
            waiting.wake("RcuWait.B");
        }
    }
}
