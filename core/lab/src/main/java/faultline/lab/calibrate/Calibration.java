package faultline.lab.calibrate;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;
import faultline.lab.World;
import faultline.lab.bench.Bench;
import faultline.lab.bench.BenchRow;
import faultline.lab.bench.BenchSpec;
import faultline.lab.calibrate.HostPrice.Origin;
import faultline.lab.workload.Part;
import faultline.lab.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Measures what memory costs on this host, one thing after the other, in a JVM that does nothing else.
///
/// ```
///     by one thread      reads, stores, updates and fences of an own line; reads through more than a cache
///     by two             an update back and forth; updates of one word; waking each other
///     by all             zeroing pages; shifting, for the clock
///     of code            vma-read under a strategy whose readers write nothing
/// ```
///
/// The last gives `hit`: in the machine only accesses take time, in truth the instructions between them do
/// too, so an access is priced with those around it.
public final class Calibration {
    /// The workload whose code stands for all code.
    static final Workload CODE = Workload.named("vma-read");

    /// Windows are short, since on a busy machine there are more of those without a neighbour; but not so short
    /// that the thread which opens and closes them is one.
    public static final BenchSpec.Times USUAL = new BenchSpec.Times(1, 75, 12, 8, 800);

    /// A rough idea, in a few seconds.
    public static final BenchSpec.Times QUICK = new BenchSpec.Times(1, 25, 6, 5, 100);

    private static final int PAGE_LINES = 64;
    private static final int FILLED_PAGES = 8192;            // 32 MiB for each thread: more than it caches
    private static final int BIG_KIB = 1 << 16;
    private static final int BIGGEST_KIB = 1 << 18;
    private static final int MOST_THREADS = 64;
    private static final double CHAIN_CYCLES = 6;            // three shifts, three exclusive ors
    private static final long SEED = 7;
    private static final Function<Double, Double> NANOS = rate -> 1e9 / rate / Drill.TIMES;

    private final HostShape shape;
    private final BenchSpec.Times times;
    private final Consumer<String> progress;
    private final List<HostPrice> prices = new ArrayList<>();

    private Calibration(HostShape shape, BenchSpec.Times times, Consumer<String> progress) {
        this.shape = shape;
        this.times = times;
        this.progress = progress;
    }

    /// Of this host. `strategy` is one whose readers write nothing shared; `progress` is told in words what
    /// is being done.
    ///
    /// @throws IllegalStateException if a thread was never given its processor
    public static HostProfile run(LockStrategy strategy, BenchSpec.Times times, Consumer<String> progress)
            throws InterruptedException {
        Calibration calibration = new Calibration(HostShape.here(), times, progress);
        calibration.alone();
        calibration.caches();
        calibration.inPairs();
        calibration.wakingUp();
        calibration.together();
        return calibration.solved(strategy);
    }

    /// Only what a line costs that is there: memory, its bandwidth, wake-ups and the clock are assumed.
    static HostProfile ofLines(LockStrategy strategy) throws InterruptedException {
        Calibration calibration = new Calibration(HostShape.here(), USUAL, _ -> { });
        calibration.alone();
        calibration.inPairs();
        return calibration.solved(strategy);
    }

    private HostProfile solved(LockStrategy strategy) throws InterruptedException {
        return new Solver(shape, prices, strategy, code(strategy)).profile();
    }

    private void alone() throws InterruptedException {
        one("own read", 1, "a chain of reads in an own line; not in the profile, whose hit has code"
                + " around it",
                ground -> Drill.reads(ground.ringInOneLine()));
        one("store", 1, "stores to an own line", ground -> Drill.stores(ground.word()));
        one("atomic", 1, "additions to an own word, each after the other",
                ground -> Drill.updates(ground.word()));
        one("fence", 1, "full barriers, one after the other", ground -> Drill.fences(ground.memory()));
    }

    private void caches() throws InterruptedException {
        int middle = Math.max(2 * shape.middleKib(), Math.min(4 * shape.middleKib(), shape.lastKib() / 2));
        one("shared", 1, "a chain of reads through " + middle / 1024
                + " MiB: more than a core's own cache of "
                + shape.middleKib() + " KiB", ground -> Drill.reads(ground.ringThrough(middle, SEED)));
        int big = Math.clamp(2L * shape.lastKib(), BIG_KIB, BIGGEST_KIB);
        one("memory", 1, "a chain of reads through " + big / 1024 + " MiB; the last-level cache has "
                + shape.lastKib() / 1024 + " MiB" + (big < 2 * shape.lastKib()
                ? ", so it holds much of it" : ""),
                ground -> Drill.reads(ground.ringThrough(big, SEED)));
    }

    private void inPairs() throws InterruptedException {
        for (String distance : List.of("sibling", "cluster", "socket", "cross")) {
            List<Integer> pair = shape.pair(distance);
            if (!pair.isEmpty()) {
                measure(distance, pair, "a compare-and-exchange back and forth between two threads, one way",
                        NANOS, ground -> {
                            Word word = ground.word();
                            return List.of(Drill.bounces(word, 0, 1), Drill.bounces(word, 1, 0));
                        });
            }
        }
        if (shape.places().size() > 1) {
            List<Integer> pair = nearest();
            measure("two at one word", pair, "additions of two threads to one word; not in the profile, hold"
                    + " follows from it", NANOS, ground -> {
                        Word word = ground.word();
                        return List.of(Drill.updates(word), Drill.updates(word));
                    });
        }
        if (shape.threads() > 1) {
            siblings(shape.pair("sibling"));
        }
    }

    /// Those that calibration compares: two cores of one cluster, if there are such.
    private List<Integer> nearest() {
        return List.of("cluster", "socket", "cross", "sibling").stream().map(shape::pair)
                .filter(pair -> !pair.isEmpty()).findFirst().orElseThrow();
    }

    private void wakingUp() throws InterruptedException {
        if (shape.places().size() < 2) {
            return;
        }
        progress.accept("wake_up");
        try (World world = World.hardware(2, 0)) {
            Word turn = new Ground(world.memory()).word();
            List<Part> parts = List.of(Drill.naps(turn, 0, world.task(1), 1),
                    Drill.naps(turn, 1, world.task(0), 0));
            priced("wake_up", row(world, parts, nearest()),
                    "two threads that sleep until the other wakes them",
                    rate -> 1e9 / rate);
        }
    }

    private void siblings(List<Integer> pair) throws InterruptedException {
        Function<Ground, Part> code = ground -> Drill.code(ground.ringInOneLine());
        BenchRow alone = row(List.of(0), code);
        measure("smt_share", pair, "reads and multiplications on one hardware thread of a core, and on two",
                rate -> rate / 2 / alone.opsPerSecond(),
                ground -> List.of(code.apply(ground), code.apply(ground)));
    }

    private void together() throws InterruptedException {
        one("streamed_alone", PAGE_LINES, "a line of pages that are filled one after the other, "
                + FILLED_PAGES / 256 + " MiB", ground -> Drill.fills(ground.pages(FILLED_PAGES)));
        int threads = Math.min(shape.places().size(), MOST_THREADS);
        List<Integer> all = IntStream.range(0, threads).boxed().toList();
        measure("streamed_together", all, "the same by " + threads + " threads, a line of all of them",
                rate -> 1e9 / rate / PAGE_LINES, ground -> all.stream()
                        .map(_ -> Drill.fills(ground.pages(FILLED_PAGES / threads))).toList());
        Function<Double, Double> gigahertz = rate -> rate * Drill.TIMES * CHAIN_CYCLES / 1e9;
        measure("clock, one core", List.of(0), "a chain of shifts and exclusive ors, a cycle each",
                gigahertz, ground -> List.of(Drill.shifts(ground.word())));
        measure("clock, all cores", all, "the same on all processors at once",
                rate -> gigahertz.apply(rate) / threads,
                ground -> all.stream().<Part>map(_ -> Drill.shifts(ground.word())).toList());
    }

    private BenchRow code(LockStrategy strategy) throws InterruptedException {
        progress.accept("hit");
        BenchSpec spec = BenchSpec.of(strategy.name(), CODE, 1).times(times);
        return BenchRow.of(List.of(Bench.run(spec, strategy, _ -> { })));
    }

    /// What one thread does in `things` parts of a time.
    private void one(String name, int things, String how, Function<Ground, Part> drill)
            throws InterruptedException {
        Function<Double, Double> nanos = things == 1 ? NANOS : rate -> 1e9 / rate / things;
        measure(name, List.of(0), how, nanos, ground -> List.of(drill.apply(ground)));
    }

    private void measure(String name, List<Integer> places, String how, Function<Double, Double> value,
            Function<Ground, List<Part>> drills) throws InterruptedException {
        progress.accept(name);
        try (World world = World.hardware(places.size(), 0)) {
            priced(name, row(world, drills.apply(new Ground(world.memory())), places), how, value);
        }
    }

    private BenchRow row(List<Integer> places, Function<Ground, Part> drill) throws InterruptedException {
        try (World world = World.hardware(places.size(), 0)) {
            return row(world, List.of(drill.apply(new Ground(world.memory()))), places);
        }
    }

    private BenchRow row(World world, List<Part> parts, List<Integer> places) throws InterruptedException {
        BenchSpec spec = BenchSpec.of("host", CODE, parts.size()).times(times);
        return BenchRow.of(List.of(Bench.play(spec, world, parts, places)));
    }

    private void priced(String name, BenchRow row, String how, Function<Double, Double> value) {
        double one = value.apply(row.low());
        double other = value.apply(row.high());
        prices.add(new HostPrice(name, value.apply(row.opsPerSecond()), Math.min(one, other),
                Math.max(one, other), how, Origin.MEASURED, row.windowsKept(), row.disturbed()));
    }
}
