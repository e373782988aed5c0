package faultline.host.worker;

/// Holds a worker whose job never ends, until somebody kills this process.
final class ParentToBeKilled {
    private ParentToBeKilled() {
    }

    static void main(String[] arguments) {
        Worker.start(TestWorkers.SPEC).run(Misdeeds.HoldsAConnection.class, arguments[0], reply -> { });
    }
}
