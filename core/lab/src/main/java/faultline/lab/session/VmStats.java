package faultline.lab.session;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.VmStat;

/// The counters of a kernel that nobody else is using.
final class VmStats {
    private final Kernel kernel;

    VmStats(Kernel kernel) {
        this.kernel = kernel;
    }

    List<Counter> all() {
        return Stream.of(VmStat.values()).map(event -> new Counter(event.field(), kernel.vmstat(event)))
                .toList();
    }

    /// Those that moved since, and by how much.
    List<Counter> since(List<Counter> before) {
        List<Counter> moved = new ArrayList<>();
        List<Counter> now = all();
        for (int at = 0; at < now.size(); at++) {
            long by = now.get(at).value() - before.get(at).value();
            if (by != 0) {
                moved.add(new Counter(now.get(at).name(), by));
            }
        }
        return moved;
    }

    /// How far a counter is among those that moved.
    static long of(List<Counter> moved, VmStat event) {
        return moved.stream().filter(counter -> counter.name().equals(event.field()))
                .mapToLong(Counter::value).sum();
    }
}
