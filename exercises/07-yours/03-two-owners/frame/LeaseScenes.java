package lease.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.List;
import java.util.Set;
import lease.Lease;

/// A probed function returns while its lease runs out.
public final class LeaseScenes implements Scenes {

    @Override public List<Scenario> scenarios() {
        return List.of(new Counted("counted", 1, Set.of("told, inside 0, references 1")),
                new Counted("dying", 0, Set.of("told, inside 0, references 0", "not told, inside 0, references 0")),
                new Freed());
    }

    /// @param references to the probe besides the lease: whoever registered it has one
    private record Counted(String name, int references, Set<String> possible) implements Scenario {

        @Override public List<String> tasks() {
            return List.of("return", "timer");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Probe probe = new Probe(memory, references);
            Lease lease = new Lease(memory.line(probe), probe.inside, probe.references);
            return new Play() {
                @Override public String act(int which, Task task) {
                    if (which == 1) {
                        lease.expire();
                        return "";
                    }
                    long hold = lease.takeOver();
                    lease.giveBack(hold);
                    return hold == Lease.LOST ? "not told" : "told";
                }

                @Override public String atRest() {
                    return "inside " + probe.inside.get() + ", references " + probe.references.get();
                }
            };
        }
    }

    /// The function returns, and its caller calls another one. The timer comes, and then that other one's probe is
    /// unregistered and its handler freed. The probe of the first is dying, so nobody gets a reference.
    private record Freed() implements Scenario {
        private static final int FREED = -1;

        @Override public String name() {
            return "freed";
        }

        @Override public List<String> tasks() {
            return List.of("caller", "timer, unregister");
        }

        @Override public Set<String> possible() {
            return Set.of("told", "not told");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Probe probe = new Probe(memory, 0);
            Lease lease = new Lease(memory.line(probe), probe.inside, probe.references);
            Word registered = memory.line(probe).word("other.registered", 1);
            Word handler = memory.line(probe).word("other.handler", 1);
            return (which, task) -> {
                if (which == 1) {
                    lease.expire();
                    registered.writeOnce(0);
                    memory.mb("K");
                    while (probe.inside.loadAcquire("L") > 0) {
                        task.pause();
                    }
                    handler.writeOnce(FREED);
                    return "";
                }
                lease.giveBack(lease.takeOver());
                probe.inside.fetchAddRelaxed(1);
                memory.mb("I");
                boolean tell = registered.readOnce() == 1;
                boolean freed = tell && handler.readOnce() == FREED;
                probe.inside.fetchAddRelease("J", -1);
                return freed ? "told by what was freed" : tell ? "told" : "not told";
            };
        }
    }

    /// A probe, and who is where.
    private static final class Probe extends KernelObject {
        private final Word inside;
        private final Word references;

        Probe(Memory memory, int references) {
            super(memory, "probe", 0);
            this.inside = memory.line(this).word("inside", 1);
            this.references = memory.line(this).word("references", references);
        }
    }
}
