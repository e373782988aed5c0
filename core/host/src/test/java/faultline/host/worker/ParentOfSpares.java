package faultline.host.worker;

import java.util.stream.Collectors;

/// Holds a worker for errands, a spare that listens and one that is only starting, and waits until somebody
/// kills this process. Prints their processes.
final class ParentOfSpares {
    private ParentOfSpares() {
    }

    static void main(String[] arguments) throws InterruptedException {
        Workers listening = Workers.of(TestWorkers.SPEC);
        listening.keepAhead();
        listening.errand(TestWorkers.SPEC, Misdeeds.Echo.class, "", reply -> { });
        listening.start(TestWorkers.SPEC.flags("-Dfits=not")).close();   // comes when the spare listens
        Child.start(TestWorkers.SPEC);
        System.out.println(ProcessHandle.current().children().map(ProcessHandle::pid).map(String::valueOf)
                .collect(Collectors.joining(" ")));
        Thread.sleep(Long.MAX_VALUE);   // until the test kills it; nobody waits for the time
    }
}
