package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.Scenario;
import java.util.ArrayList;
import java.util.List;

/// What every strategy must get right about an address space that changes while somebody is in it.
public final class MmScenarios {

    private MmScenarios() {
    }

    /// Those that a check of a strategy explores every time: most end within a second.
    public static List<Scenario> over(LockStrategy strategy) {
        List<Scenario> all = new ArrayList<>();
        for (Reading how : Reading.values()) {
            all.add(new AtRemap(strategy, how));
            all.add(new AtStackGrowth(strategy, how));
            all.add(new AtSplit(strategy, how, false));
            all.add(new AtMerge(strategy, how));
            all.add(new AtReuse(strategy, how));
        }
        all.add(new FaultAtMunmap(strategy, false));
        all.add(new FaultAtMunmap(strategy, true));
        all.add(new FaultAtMprotect(strategy));
        all.add(new FaultAtFork(strategy));
        all.add(new FaultAtStackGrowth(strategy));
        all.add(new FaultAtMerge(strategy));
        all.add(new LookAtClose(strategy));
        return all;
    }

    /// These, and those that take longer.
    public static List<Scenario> whole(LockStrategy strategy) {
        List<Scenario> all = new ArrayList<>(over(strategy));
        for (Reading how : Reading.values()) {
            all.add(new AtSplit(strategy, how, true));
            all.add(new AtMove(strategy, how));
        }
        all.add(AtReuse.readAtExit(strategy));
        all.add(AtReuse.exitAtRead(strategy));
        all.add(new AtDuplicate(strategy, Reading.READ));
        all.add(new FaultAtMremap(strategy));
        all.add(new FaultAtTrim(strategy));
        all.add(new FaultAtSplit(strategy));
        all.add(new HitAtRemap(strategy));
        all.add(new HitAtUnregister(strategy));
        all.add(new HitAtRegister(strategy));
        all.add(new MapAtRegister(strategy));
        all.add(new ReturnAtExpire(strategy));
        all.add(new MapBesideFault(strategy, false));
        all.add(new MapBesideFault(strategy, true));
        return all;
    }
}
