package stale.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.sync.SpinLock;
import faultline.kernel.sync.Sync;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.List;
import java.util.Set;
import stale.Stale;

/// A fault that wants to write, while `mprotect` takes the right to do so away.
public final class StaleScenes implements Scenes {

    @Override public List<Scenario> scenarios() {
        return List.of(new Protected("protected", Set.of("gave up, may not write", "refused, may not write",
                "mapped, may not write")), new Protected("any", Set.of()), new Protected("settled", Set.of()));
    }

    /// `settled` is over [Settled], the others over the student's own.
    ///
    /// @param possible what may be seen; empty: anything, which shows what can be
    private record Protected(String name, Set<String> possible) implements Scenario {

        @Override public List<String> tasks() {
            return List.of("fault", "mprotect");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Area vma = new Area(memory);
            Line table = memory.line(vma);
            SpinLock lock = Sync.coded(memory, cpus, 0).spinLock(memory.line(vma), "ptl", "ptl");
            if (name.equals("settled")) {
                return over(new Settled(memory, lock, memory.line(vma), table));
            }
            Stale stale = new Stale(memory, lock, memory.line(vma), table);
            return new Play() {
                @Override public String act(int which, Task task) {
                    if (which == 0) {
                        return stale.fault(task);
                    }
                    stale.mprotect(task);
                    return !possible.isEmpty() && stale.isWritable() ? "written though mprotect was back" : "";
                }

                @Override public String atRest() {
                    return atLast(stale.isWritable());
                }
            };
        }

        private static Play over(Settled settled) {
            return new Play() {
                @Override public String act(int which, Task task) {
                    if (which == 0) {
                        return settled.fault(task);
                    }
                    settled.mprotect(task);
                    return "";
                }

                @Override public String atRest() {
                    return atLast(settled.isWritable());
                }
            };
        }

        private static String atLast(boolean writable) {
            return writable ? "may write" : "may not write";
        }
    }

    private static final class Area extends KernelObject {
        Area(Memory memory) {
            super(memory, "vma", 0);
        }
    }
}
