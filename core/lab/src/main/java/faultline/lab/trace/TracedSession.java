package faultline.lab.trace;

import java.util.function.Consumer;
import faultline.kernel.lock.LockStrategy;
import faultline.lab.ledger.LedgerWorld;
import faultline.lab.session.Session;
import faultline.lab.session.SessionRequest;

/// A [Session] in a memory that keeps accounts. One thread at a time may ask.
public final class TracedSession {
    private final LedgerWorld world = new LedgerWorld();
    private final Session session;
    private Consumer<? super TraceStep> steps;

    /// A new one, whose VMAs are locked as `strategy` says.
    public TracedSession(LockStrategy strategy) {
        this.session = Session.in(world, strategy, operation -> {
            world.memory().book(steps == null ? entry -> { } : new Tracer(steps));
            try {
                return operation.get();
            } finally {
                world.memory().book(entry -> { });
            }
        });
    }

    /// Does it without taking notes, as before the question that matters.
    public void replay(SessionRequest request) {
        session.answer(request);
    }

    /// Does it, and hands each step on as it is made. A bug of the strategy comes out as the exception that
    /// the kernel threw, after the steps that led to it.
    public void trace(SessionRequest request, Consumer<? super TraceStep> eachStep) {
        steps = eachStep;
        try {
            session.answer(request);
        } finally {
            steps = null;
        }
    }
}
