package faultline.testkit;

/// The baseline keeps the contract, and shows how one writes such a test.
class MmapLockContractTest extends StrategyContract {

    @Override protected String strategy() {
        return "mmap-lock";
    }
}
