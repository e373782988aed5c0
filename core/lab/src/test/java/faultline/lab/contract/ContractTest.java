package faultline.lab.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.Strategies;
import faultline.lab.Verdict;
import faultline.lab.busted.Busted;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/// Every strategy keeps the contract.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class ContractTest {

    @TestFactory Stream<DynamicContainer> every_strategy() {
        return Strategies.all().stream()
                .map(strategy -> dynamicContainer(strategy.name(), promises(strategy)));
    }

    private static Stream<DynamicTest> promises(LockStrategy strategy) {
        boolean baseline = strategy.name().equals("mmap-lock");
        return Stream.concat(
                Stream.of(dynamicTest("lets readers in, or is the baseline",
                        () -> assertEquals(!baseline, Contract.letsReadersIn(strategy)))),
                Contract.promises().stream().filter(promise -> !baseline || !promise.needsReaders())
                        .map(promise -> dynamicTest(promise.sentence(),
                                () -> assertEquals(Optional.empty(), promise.brokenBy(strategy)))));
    }

    @Test void who_does_not_wait_in_startWrite_cannot_be_killed_there() {
        for (LockStrategy strategy : Strategies.all().subList(1, Strategies.all().size())) {
            try (OneProcess process = new OneProcess(strategy)) {
                assertTrue(process.lock.startRead(process.task, process.address, process.look));
                boolean waitsForReaders = strategy.readerExcludes() && strategy.readerMaySleep();

                assertEquals(!waitsForReaders, Contract.announceKilled(process), strategy.name());
            }
        }
    }

    @Test void what_one_task_can_see_of_a_busted_strategy_is_said() {
        List<String> failed = Busted.all().stream()
                .filter(busted -> Contract.check(busted, doing -> { }).verdict() == Verdict.FAIL)
                .map(LockStrategy::name).toList();

        assertEquals(List.of("busted-mmap-lock", "busted-rwsem", "busted-store-free", "busted-seqcount",
                "busted-vma-seq"), failed);
    }

    @Test void a_strategy_that_lets_nobody_in_is_told_what_was_not_asked() {
        Finding finding = Contract.check(Strategies.all().getFirst(), doing -> { });

        assertEquals(new Finding("contract", Verdict.PASS, "4 promises, one task at a time; "
                + "it lets no reader in, so 8 more say nothing about it", ""), finding);
    }
}
