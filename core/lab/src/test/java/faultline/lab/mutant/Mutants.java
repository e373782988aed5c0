package faultline.lab.mutant;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Reuse;
import faultline.lab.Scenario;
import faultline.lab.Strategies;
import faultline.lab.explorer.Code;
import faultline.lab.scenario.Conviction;
import faultline.lab.scenario.MmScenarios;
import faultline.lab.scenario.SyncScenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// All mutants: every letter of every strategy and of the kernel's locks, and what else could be forgotten.
///
/// A line is: what is wrong, the scenario that convicts it, within how many executions, and what it says. Bounds are
/// twice what it takes, so that a search that gets lazier is noticed.
final class Mutants {
    private static final long LETTER = 500;
    private static final long SMALL = 500;
    private static final long LARGE = 40_000;
    private static final long HARMLESS = 500;
    private static final long EVERY_ORDER = 0;
    private static final String ANYTHING = " ";
    private static final String RACE = "data race";
    private static final String STUCK = "nobody goes on";

    private final List<Mutant> all = new ArrayList<>();

    private Mutants() {
    }

    static List<Mutant> all() {
        Mutants mutants = new Mutants();
        Conviction.all().forEach(mutants::letter);
        mutants.refcount();
        mutants.rwsem();
        mutants.srcu();
        mutants.storeFree();
        mutants.looks();
        mutants.earlyFrees();
        mutants.sync();
        return mutants.all;
    }

    private void letter(Conviction letter) {
        boolean sync = letter.over().equals("sync");
        List<Scenario> scenarios = sync ? SyncScenarios.all() : MmScenarios.whole(strategy(letter.over()));
        String name = letter.over() + " without " + letter.edge();
        Set<String> dropped = Set.of(letter.edge());
        if (letter.isNeeded()) {
            boolean large = letter.scenario().endsWith("second-write");
            all.add(new Mutant(name, named(scenarios, letter.scenario()), dropped, large ? 2 : EVERY_ORDER,
                    large ? 2000 : LETTER, ANYTHING, ""));
            return;
        }
        for (Scenario scenario : scenarios) {
            if (scenario.name().startsWith("srcu-") && !scenario.name().equals("srcu-twice")) {
                all.add(new Mutant(name, scenario, dropped, EVERY_ORDER, LARGE, "", letter.why()));
            }
        }
    }

    private static LockStrategy strategy(String name) {
        return Strategies.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private static Scenario named(List<Scenario> scenarios, String name) {
        return scenarios.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private void convicted(Variant variant, String scenario, long bound, String how) {
        add(variant, scenario, EVERY_ORDER, bound, how.isEmpty() ? ANYTHING : how, "");
    }

    private void atRandom(Variant variant, String scenario, long bound, String how) {
        add(variant, scenario, 1, bound, how.isEmpty() ? ANYTHING : how, "");
    }

    private void equivalent(Variant variant, String scenario, String why) {
        add(variant, scenario, EVERY_ORDER, HARMLESS, "", why);
    }

    private void add(Variant variant, String scenario, long seed, long bound, String how, String why) {
        all.add(new Mutant(variant.summary(), named(MmScenarios.whole(variant), scenario), Set.of(), seed, bound, how,
                why));
    }

    private void refcount() {
        add(Variant.of(FlawedRefcount.Flaw.NO_FIRST_TEST), "read-at-merge", EVERY_ORDER, 60, "",
                "the first test spares a reader the trouble, and keeps it from finding a detached VMA again and again; "
                        + "that ends with the session");
        convicted(Variant.of(FlawedRefcount.Flaw.NO_SECOND_TEST), "look-at-stack-growth", SMALL, "");
        convicted(Variant.of(FlawedRefcount.Flaw.NO_MM_TEST), "look-at-reuse", SMALL, "");
        atRandom(Variant.of(FlawedRefcount.Flaw.NO_RANGE_TEST), "fault-at-trim", 2000, "");
        convicted(Variant.of(FlawedRefcount.Flaw.NO_RCU), "look-at-stack-growth", SMALL, RACE);
        convicted(Variant.of(FlawedRefcount.Flaw.MM_NOT_HELD), "exit-at-read", LARGE, "");
        convicted(Variant.of(FlawedRefcount.Flaw.MM_OF_THE_NEXT_LIFE), "read-at-exit", 4000, "");
        convicted(Variant.of(FlawedRefcount.Flaw.WAKES_BEFORE_IT_LEAVES), "look-at-remap", SMALL, STUCK);
        convicted(Variant.of(FlawedRefcount.Flaw.WAKES_FOR_NOBODY_BUT_STRAYS), "look-at-remap", SMALL, STUCK);
        atRandom(Variant.of(FlawedRefcount.Flaw.COUNT_COPIED), "read-at-duplicate", 3000, "");
        convicted(Variant.of(FlawedRefcount.Flaw.NEVER_DETACHED), "read-at-remap", SMALL, "");
        atRandom(Variant.of(FlawedRefcount.Flaw.STRAYS_FORGOTTEN), "read-at-duplicate", 3000, "");
        convicted(Variant.of(FlawedRefcount.Flaw.WAITS_FOR_ALL_BUT_ONE), "look-at-stack-growth", SMALL, "");
        convicted(Variant.of(FlawedRefcount.Flaw.READERS_BESIDE_X), "read-at-stack-growth", SMALL, RACE);
        convicted(Variant.of(FlawedRefcount.Flaw.MARKS_TOO_LATE), "fault-at-mprotect", SMALL, RACE);
        convicted(Variant.of(FlawedRefcount.Flaw.NEVER_MARKS), "read-at-merge", SMALL, RACE);
        equivalent(Variant.of(FlawedRefcount.Flaw.NEVER_ENDS), "read-at-remap",
                "whatever was written stays refused until the next writer comes: readers take mmap_lock");
    }

    private void rwsem() {
        equivalent(Variant.rwsem(FlawedRwsem.Flaw.NO_FIRST_TEST), "read-at-remap",
                "the first test only spares the trouble of the second");
        convicted(Variant.rwsem(FlawedRwsem.Flaw.NO_SECOND_TEST), "look-at-stack-growth", SMALL, "");
        convicted(Variant.rwsem(FlawedRwsem.Flaw.NO_DETACHED_TEST), "look-at-merge", SMALL, RACE);
        atRandom(Variant.rwsem(FlawedRwsem.Flaw.NO_RANGE_TEST), "fault-at-trim", SMALL, "");
        convicted(Variant.rwsem(FlawedRwsem.Flaw.NO_RCU), "look-at-stack-growth", SMALL, RACE);
        equivalent(Variant.rwsem(FlawedRwsem.Flaw.UNLOCKS_OUTSIDE_RCU), "read-at-remap",
                "by its law up_read is over when it has let go; its code looks at the queue afterwards");
        convicted(Variant.rwsem(FlawedRwsem.Flaw.MARKS_WITHOUT_THE_SEMAPHORE), "look-at-stack-growth", SMALL, "");
        convicted(Variant.rwsem(FlawedRwsem.Flaw.NEVER_MARKS), "read-at-stack-growth", SMALL, RACE);
        equivalent(Variant.rwsem(FlawedRwsem.Flaw.NEVER_ENDS), "read-at-reuse",
                "whatever was written once stays refused: every reader takes mmap_lock");
        convicted(Variant.rwsem(FlawedRwsem.Flaw.NEVER_DETACHED), "look-at-merge", SMALL, "");
    }

    private void srcu() {
        convicted(Variant.of(FlawedSrcu.Flaw.NEVER_CHECKS), "look-at-stack-growth", SMALL, "");
        convicted(Variant.of(FlawedSrcu.Flaw.NO_ODD_TEST), "fault-at-mprotect", SMALL, "");
        atRandom(Variant.of(FlawedSrcu.Flaw.NO_RANGE_TEST), "fault-at-trim", 3000, "");
        convicted(Variant.of(FlawedSrcu.Flaw.NO_SRCU), "look-at-remap", SMALL, "");
        convicted(Variant.of(FlawedSrcu.Flaw.NO_RCU_FOR_THE_TREE), "look-at-remap", SMALL, "");
        convicted(Variant.of(FlawedSrcu.Flaw.NEVER_ANNOUNCES), "look-at-stack-growth", SMALL, "");
        convicted(Variant.of(FlawedSrcu.Flaw.DETACHED_STAYS_CHAINED), "look-at-remap", SMALL, "");
        atRandom(Variant.of(FlawedSrcu.Flaw.ATTACHED_IS_OPEN), "fault-at-trim", 1000, "");
        equivalent(Variant.of(FlawedSrcu.Flaw.NEVER_ENDS), "read-at-stack-growth",
                "whatever was written once stays odd: every reader takes mmap_lock");
        equivalent(Variant.of(FlawedSrcu.Flaw.OPENS_EVERY_OTHER), "read-at-merge",
                "what is left out stays odd: its readers take mmap_lock");
    }

    private void storeFree() {
        convicted(Variant.of(FlawedStoreFree.Flaw.NEVER_SETTLES), "look-at-stack-growth", SMALL, "");
        convicted(Variant.of(FlawedStoreFree.Flaw.SETTLES_BEFORE_IT_MARKS), "fault-at-mprotect", SMALL, RACE);
        atRandom(Variant.of(FlawedStoreFree.Flaw.MARK_BEFORE_SESSION), "second-fault-at-munmap", 7000, "");
        atRandom(Variant.of(FlawedStoreFree.Flaw.NEVER_DETACHED), "second-fault-at-munmap", 7000, "");
        convicted(Variant.of(FlawedStoreFree.Flaw.LEAVES_RCU_AT_ONCE), "look-at-remap", SMALL, "");
        convicted(Variant.of(FlawedStoreFree.Flaw.OPEN_WHILE_MARKED), "look-at-stack-growth", SMALL, "");
        convicted(Variant.of(FlawedStoreFree.Flaw.NEVER_MARKS), "look-at-stack-growth", SMALL, "");
        equivalent(Variant.of(FlawedStoreFree.Flaw.NEVER_ENDS), "read-at-stack-growth",
                "the session never moves on, so every reader takes mmap_lock");
        equivalent(Variant.of(FlawedStoreFree.Flaw.SETTLES_ALWAYS), "read-at-stack-growth",
                "a grace period for nothing costs time only");
        equivalent(Variant.of(FlawedStoreFree.Flaw.NO_RANGE_TEST), "read-at-split",
                "start and offset move together, so the page comes out right; that a fault below them would not be "
                        + "found again, no execution within the bound shows");
    }

    private void looks() {
        convicted(Variant.grantsUnlocked(), "look-at-remap", SMALL, "");
        convicted(Variant.of(FlawedSeqcount.Flaw.ODD_IS_TAKEN), "look-at-stack-growth", 1000, "");
        convicted(Variant.of(FlawedSeqcount.Flaw.NEVER_RETRIES), "look-at-stack-growth", SMALL, "");
        convicted(Variant.of(FlawedSeqcount.Flaw.FINDS_FIRST), "look-at-reuse", SMALL, "");
        convicted(Variant.of(FlawedSeqcount.Flaw.FIRST_INCREMENT_MISSING), "look-at-stack-growth", SMALL, "");
        convicted(Variant.of(FlawedSeqcount.Flaw.SECOND_INCREMENT_MISSING), "look-at-stack-growth", SMALL, "");
        atRandom(Variant.of(FlawedSeqcount.Flaw.NARROW_NUMBER), "look-at-second-write", 3000, "saw a.so+1");
        atRandom(Variant.vmaSeq(FlawedRwsem.Flaw.LOOK_TAKES_THE_NUMBER_FIRST), "look-at-second-write", 2000, "");
        convicted(Variant.vmaSeq(FlawedRwsem.Flaw.LOOK_FORGETS_THE_NUMBER), "look-at-stack-growth", SMALL, "");
        convicted(Variant.vmaSeq(FlawedRwsem.Flaw.LOOK_IS_BELIEVED), "look-at-stack-growth", SMALL, "");
        atRandom(Variant.vmaSeq(FlawedRwsem.Flaw.NARROW_NUMBER), "look-at-second-write", 500, "saw a.so+1");
        equivalent(Variant.vmaSeq(FlawedRwsem.Flaw.LOOK_FORGETS_DETACHED), "look-at-remap",
                "what it believes then stood together until just before the look began, and its memory is kept by RCU");
    }

    private void earlyFrees() {
        convicted(Variant.freesEarly(strategy("rwsem"), Reuse.AT_ONCE), "look-at-remap", SMALL, "");
        convicted(Variant.freesEarly(strategy("vma-seq"), Reuse.AT_ONCE), "look-at-remap", SMALL, "");
        convicted(Variant.freesEarly(strategy("store-free"), Reuse.AT_ONCE), "look-at-merge", SMALL, "");
        convicted(Variant.freesEarly(strategy("srcu"), Reuse.AT_ONCE), "look-at-remap", SMALL, "");
        convicted(Variant.freesEarly(strategy("srcu"), Reuse.AFTER_RCU), "look-at-remap", SMALL, "");
    }

    private void sync() {
        sync(FlawedSync.Flaw.TESTS_BEFORE_IT_SAYS_SO, "rcuwait", STUCK);
        sync(FlawedSync.Flaw.SLEEPS_ONCE, "rcuwait-twice", "");
        sync(FlawedSync.Flaw.SCANS_NEW_INDEX_ONLY, "srcu-writer", "");
        sync(FlawedSync.Flaw.SCANS_OLD_INDEX_ONLY, "srcu-twice", "");
        sync(FlawedSync.Flaw.SUMS_LOCKS_FIRST, "srcu-twice", "");
        sync(FlawedSync.Flaw.TAKEN_IN_TWO_STEPS, "spin-lock-twice", "");
        sync(FlawedSync.Flaw.WRITER_BESIDE_READERS, "rw-semaphore", RACE);
        sync(FlawedSync.Flaw.READER_BESIDE_WRITER, "rw-semaphore", RACE);
        sync(FlawedSync.Flaw.ASKS_WITHOUT_INTERRUPT, "tasks-trace-writer", "");
    }

    private void sync(FlawedSync.Flaw flaw, String scenario, String how) {
        Scenario flawed = named(SyncScenarios.over((memory, cpus) ->
                new FlawedSync(flaw, Code.of(memory, cpus), memory)), scenario);
        all.add(new Mutant("sync, but " + flaw.name().toLowerCase(Locale.ROOT).replace('_', ' '), flawed,
                Set.of(), EVERY_ORDER, 4000, how.isEmpty() ? ANYTHING : how, ""));
    }

    /// Copies with nothing wrong: each with what it is a copy of.
    static Stream<List<LockStrategy>> copies() {
        return Stream.of(
                List.of(Variant.of(FlawedRefcount.Flaw.NONE), strategy("refcount")),
                List.of(Variant.rwsem(FlawedRwsem.Flaw.NONE), strategy("rwsem")),
                List.of(Variant.vmaSeq(FlawedRwsem.Flaw.NONE), strategy("vma-seq")),
                List.of(Variant.of(FlawedSrcu.Flaw.NONE), strategy("srcu")),
                List.of(Variant.of(FlawedStoreFree.Flaw.NONE), strategy("store-free")),
                List.of(Variant.of(FlawedSeqcount.Flaw.NONE), strategy("seqcount")));
    }
}
