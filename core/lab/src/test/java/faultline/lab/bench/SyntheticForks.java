package faultline.lab.bench;

import faultline.lab.workload.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/// Forks of a row that was never measured: rates drawn around a true one.
public final class SyntheticForks {
    private static final byte[] NOTHING_TIMED = Latency.encode(Latency.histogram());

    private SyntheticForks() {
    }

    /// `forks` of `strategy`, whose logarithms differ by `forkSpread` from fork to fork and by `windowSpread`
    /// from window to window.
    static List<Fork> draw(RandomGenerator random, String strategy, int threads, double rate, int forks,
                           double forkSpread, double windowSpread) {
        List<Fork> drawn = new ArrayList<>();
        for (int fork = 0; fork < forks; fork++) {
            double own = rate * Math.exp(forkSpread * random.nextGaussian());
            drawn.add(fork(spec(strategy, threads, forks), DoubleStream
                    .generate(() -> own * Math.exp(windowSpread * random.nextGaussian())).limit(10).boxed()
                    .toList()));
        }
        return drawn;
    }

    static BenchRow row(String strategy, int threads, double rate) {
        return BenchRow.of(List.of(fork(spec(strategy, threads, 2), List.of(rate)),
                fork(spec(strategy, threads, 2), List.of(rate))));
    }

    static BenchSpec spec(String strategy, int threads, int forks) {
        return new BenchSpec(strategy, "page_fault1", threads, Layout.SHARED, 0, BenchSpec.READ_SIDE,
                new BenchSpec.Times(forks, 100, 10, 20, 400), 1000, 1);
    }

    public static Fork fork(BenchSpec spec, List<Double> rates) {
        return new Fork(spec, rates, 0, false, true, 1000, 3, 0, NOTHING_TIMED, NOTHING_TIMED, true,
                1_000_000, List.of());
    }
}
