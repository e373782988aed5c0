package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.uprobe.Registers;
import faultline.kernel.uprobe.Trap;
import java.util.List;
import java.util.Set;

/// A probed function returns while its lease runs out.
///
/// ```
///     the task returns                          the timer
///
///     LEASED -> CONSUMED                        tries to get a reference
///     calls the consumer                        LEASED -> STABLE, or GONE
///     had the lease: ends the SRCU read         won: ends the SRCU read
///     had a reference: gives it back            lost: gives the reference back
///                                               waits until nobody can call the consumer
/// ```
///
/// If both ended the read, the next grace period would not wait for the next reader.
final class ReturnAtExpire extends MmScenario {

    ReturnAtExpire(LockStrategy strategy) {
        super(strategy, "return-at-expire", "a probed function returns while its lease runs out",
                List.of("return", "expire"), Set.of("home, told twice"));
    }

    @Override Play over(Process process, Task boot) {
        long page = process.page();
        long home = 7;       // nobody goes there
        long stack = 2 * page;
        Probed probed = new Probed(process, true);
        probed.map(boot, page);
        process.map(boot, stack, 1, VmFlags.READ | VmFlags.WRITE, null, 0);
        process.user().write(boot, process.mm(), stack, home);
        probed.register(boot);
        Registers entered = new Registers();
        entered.ip = page;
        entered.sp = stack;
        Trap trap = probed.code().step(boot, process.mm(), entered);
        process.user().read(boot, process.mm(), stack);
        long trampoline = process.user().value(boot);
        process.user().fetch(boot, process.mm(), trampoline);
        if (trap != Trap.NONE || trampoline == home) {
            throw new IllegalStateException("the probed function was not entered: " + trap);
        }
        return (which, task) -> {
            if (which == 1) {
                probed.uprobes().expireReturns(task, boot);
                probed.uprobes().unregisterSync(task);
                return "";
            }
            Registers registers = new Registers();
            registers.ip = trampoline;
            registers.sp = stack + page;
            Trap end = probed.code().step(task, process.mm(), registers);
            return end != Trap.NONE ? end.toString()
                    : (registers.ip == home ? "home" : "elsewhere") + ", told "
                    + (probed.told() == 2 ? "twice" : probed.told() + " times");
        };
    }
}
