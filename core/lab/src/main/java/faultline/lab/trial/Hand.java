package faultline.lab.trial;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Errno;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.UserAccess;
import faultline.kernel.uprobe.UserCode;
import java.util.SplittableRandom;

/// What one thread has: its task, its dice, and the means to touch memory and to complain.
final class Hand {
    final int thread;
    final Task task;
    final SplittableRandom random;

    private final UserAccess user;
    private final UserCode code;
    private long written;

    Hand(Trial trial, int thread, Task task, SplittableRandom random) {
        this.thread = thread;
        this.task = task;
        this.random = random;
        this.user = new UserAccess(trial.kernel());
        this.code = new UserCode(trial.kernel(), trial.uprobes());
    }

    UserCode code() {
        return code;
    }

    /// Counts what this thread writes.
    long next() {
        written++;
        return written;
    }

    FaultResult read(MmStruct mm, long address) {
        return user.read(task, mm, address);
    }

    FaultResult write(MmStruct mm, long address, long value) {
        return user.write(task, mm, address, value);
    }

    FaultResult fetch(MmStruct mm, long address) {
        return user.fetch(task, mm, address);
    }

    /// What the last read or fetch brought.
    long value() {
        return user.value(task);
    }

    /// Reads where nothing may stop it.
    long load(MmStruct mm, long address) {
        FaultResult result = read(mm, address);
        if (result != FaultResult.DONE) {
            throw fail("reads " + at(address) + ", which nobody has taken away, and gets " + result);
        }
        return value();
    }

    /// Writes where nothing may stop it.
    void store(MmStruct mm, long address, long value) {
        FaultResult result = write(mm, address, value);
        if (result != FaultResult.DONE) {
            throw fail("writes " + at(address) + ", which nobody has taken away, and gets " + result);
        }
    }

    /// A call that must succeed; its answer.
    long must(String call, long answer) {
        if (Errno.isError(answer)) {
            throw fail(call + " answers " + Errno.name(answer));
        }
        return answer;
    }

    /// Whether a call was cut short by a fatal signal, which this task really got; then nothing has changed.
    boolean isCut(long answer) {
        return answer == Errno.EINTR && task.fatalSignalPending();
    }

    /// As [#isCut], for an access.
    boolean isCut(FaultResult result) {
        return result == FaultResult.KILLED && task.fatalSignalPending();
    }

    /// Whether `times` in `of` comes true.
    boolean chance(int times, int of) {
        return random.nextInt(of) < times;
    }

    Failure fail(String what) {
        return new Failure("thread " + thread + " " + what);
    }

    static String at(long address) {
        return "0x" + Long.toHexString(address);
    }
}
