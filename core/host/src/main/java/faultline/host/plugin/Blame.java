package faultline.host.plugin;

import java.util.Arrays;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.kernel.memory.KernelBug;

/// Who answers for what is thrown over a strategy, in a worker. One that is built in: we do, and the exception
/// stays as it is. Any other answers for itself, whether it threw or the kernel broke over what it did.
public final class Blame {
    private Blame() {
    }

    /// What runs over a strategy.
    @FunctionalInterface
    public interface Body<X extends Exception> {
        void run() throws X;
    }

    /// Runs `body` over the strategy from `origin`.
    public static <X extends Exception> void on(Plugin.Origin origin, Body<X> body) throws X {
        try {
            body.run();
        } catch (Trouble | OutOfMemoryError known) {
            throw known;
        } catch (RuntimeException | Error thrown) {
            if (origin.builtIn()) {
                throw thrown;
            }
            throw trouble(origin, thrown);
        }
    }

    private static Trouble trouble(Plugin.Origin origin, Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        String own = Arrays.stream(frames)
                .filter(frame -> origin.module().equals(frame.getModuleName()))
                .findFirst().map(Blame::bare).orElse("");
        if (thrown instanceof KernelBug) {
            return new Trouble(Exit.FAILED, "the kernel found a bug").why(thrown.getMessage()).where(own);
        }
        boolean threw = frames.length > 0 && own.equals(bare(frames[0]));
        return new Trouble(Exit.FAILED, threw ? "threw " + thrown : "the kernel over it threw " + thrown)
                .where(own.isEmpty() && frames.length > 0 ? bare(frames[0]) : own);
    }

    /// The frame without its module and that module's version, which a student did not choose.
    private static String bare(StackTraceElement frame) {
        return new StackTraceElement(frame.getClassName(), frame.getMethodName(), frame.getFileName(),
                frame.getLineNumber()).toString();
    }
}
