package faultline.lab.session;

import java.util.function.Supplier;

/// Sees the part of a [Session]'s work that was asked for, apart from what the session does to put its answer
/// into words.
@FunctionalInterface
public interface Spotlight {
    /// Nobody looks.
    Spotlight OFF = Supplier::get;

    /// Runs a system call, an access of user code, or a change of probes. Its result comes out.
    Object on(Supplier<Object> operation);

    /// [#on], of a known type.
    @SuppressWarnings("unchecked")
    default <T> T see(Supplier<T> operation) {
        return (T) on(operation::get);
    }
}
