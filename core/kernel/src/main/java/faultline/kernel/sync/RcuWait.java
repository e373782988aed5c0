package faultline.kernel.sync;

import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// A slot for one sleeper who waits for a word to reach a value (`struct rcuwait`). Wake-ups may be spurious:
/// the sleeper tests again. At most one task may wait at a time.
public abstract class RcuWait {

    protected RcuWait() {
    }

    /// Nobody waits: the owner begins a new life that nobody else can see yet (`rcuwait_init`).
    public abstract void init();

    /// Sleeps until `word == value`; reading that value is an acquire. `false` only if `killable` and a fatal
    /// signal came first.
    public abstract boolean waitUntil(Task task, Word word, long value, boolean killable);

    /// Wakes the sleeper, if there is one. Whatever the caller did to the word before is seen by the test.
    public abstract void wake(Task task);
}
