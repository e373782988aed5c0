package faultline.lab.machine;

import faultline.lab.MachineProfile;
import java.util.HashMap;
import java.util.Map;

/// Where the CPUs of a machine lie, how far they are from each other, and so what each of them pays.
///
/// CPU `n` is the one that thread `n` runs on. Threads that are pinned take one hardware thread of each core,
/// socket by socket, and then the others in the same order, as Linux numbers the CPUs of most servers.
/// Threads that are not go where the scheduler puts them: few stay on one socket, many are spread evenly
/// (`imb_numa_nr`, a quarter of a socket's CPUs). In both cases whole cores are taken before one is shared.
public final class Topology {
    private static final double PICOS = 1000;

    private final MachineProfile profile;
    private final Map<String, Double> work;
    private final Map<String, Double> waits;
    private final Map<String, Double> locks;
    private final Map<String, Double> batches;
    private final int active;
    private final boolean spread;
    private final long gracePeriod;
    private final long seed;

    /// For `active` threads that run `workload`.
    public Topology(MachineProfile profile, String workload, int active, long gracePeriodNanos, long seed) {
        this.profile = profile;
        this.work = profile.table("work", workload);
        this.waits = profile.table("waits", workload);
        this.locks = profile.table("locks", workload);
        this.batches = profile.table("batches", workload);
        this.active = active;
        this.spread = profile.table("unpinned", workload).getOrDefault("stay", Double.MAX_VALUE) < active;
        this.seed = seed;
        this.gracePeriod = gracePeriodNanos * (long) PICOS;
    }

    int sockets() {
        return profile.sockets();
    }

    int socket(int cpu) {
        return core(cpu) / profile.cores();
    }

    private int core(int cpu) {
        int place = cpu % (profile.sockets() * profile.cores());
        return spread ? place % profile.sockets() * profile.cores() + place / profile.sockets() : place;
    }

    private static long picos(double nanos) {
        return Math.round(nanos * PICOS);
    }

    long seed() {
        return seed;
    }

    long lookahead() {
        return picos(profile.price("socket") / 2);
    }

    long wakeUp() {
        return picos(profile.price("wake_up"));
    }

    long interruptFlight() {
        return picos(profile.price("interrupt_flight"));
    }

    long interruptSend() {
        return picos(profile.price("interrupt_send"));
    }

    long gracePeriod() {
        return gracePeriod;
    }

    /// A line of the traffic of all CPUs of a socket.
    long streamedTogether() {
        return picos(profile.price("streamed_together"));
    }

    /// What CPU `cpu` pays, of `cpus` that there are, the worker's included.
    Prices prices(int cpu, int cpus) {
        double slow = profile.clock(1) / profile.clock(activeCores(socket(cpu)));
        if (sharesCore(cpu)) {
            slow /= profile.price("smt_share");
        }
        long[] transfers = new long[cpus];
        long[] caches = new long[cpus];
        for (int other = 0; other < cpus; other++) {
            transfers[other] = picos(profile.price(distance(cpu, other, "cluster")));
            caches[other] = picos(profile.price(distance(cpu, other, "shared")));
        }
        Map<String, Long> priced = new HashMap<>();
        for (Map.Entry<String, Double> entry : work.entrySet()) {
            priced.put(entry.getKey(), picos(entry.getValue() * slow));
        }
        for (Map.Entry<String, Double> entry : waits.entrySet()) {
            priced.put(entry.getKey(), picos(entry.getValue()));
        }
        Map<String, Prices.Lock> taken = new HashMap<>();
        for (Map.Entry<String, Double> entry : locks.entrySet()) {
            taken.put(entry.getKey(), new Prices.Lock(picos(entry.getValue() * slow),
                    batches.getOrDefault(entry.getKey(), 1.0).intValue()));
        }
        return new Prices(picos(profile.price("hit") * slow), picos(profile.price("store") * slow),
                picos(profile.price("atomic") * slow), picos(profile.price("fence") * slow),
                picos(profile.price("memory")), picos(profile.price("serving")), picos(profile.price("hold")),
                (int) profile.price("store_buffer"), picos(profile.price("interrupt") * slow),
                picos(profile.price("streamed_alone")), transfers, caches,
                Math.round(profile.price("jitter") * (1 << 20)), priced, taken);
    }

    /// Which price holds between two CPUs; `near`: if they share a last-level cache.
    private String distance(int cpu, int other, String near) {
        if (core(cpu) == core(other)) {
            return "sibling";
        }
        if (socket(cpu) != socket(other)) {
            return "cross";
        }
        if (core(cpu) / profile.cluster() != core(other) / profile.cluster()) {
            return "socket";
        }
        return near;
    }

    private int activeCores(int socket) {
        int cores = 0;
        for (int cpu = 0; cpu < Math.min(active, profile.sockets() * profile.cores()); cpu++) {
            cores += socket(cpu) == socket ? 1 : 0;
        }
        return Math.min(cores + (int) profile.price("awake_besides"), profile.cores());
    }

    private boolean sharesCore(int cpu) {
        int cores = profile.sockets() * profile.cores();
        for (int other = cpu % cores; other < active; other += cores) {
            if (other != cpu) {
                return true;
            }
        }
        return false;
    }
}
