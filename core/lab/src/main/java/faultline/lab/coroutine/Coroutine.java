package faultline.lab.coroutine;

/// A body of code that stops in the middle and goes on later. One runs at a time, and whoever resumes it
/// waits.
///
/// A body that is not resumed any more is simply dropped; nothing of it runs again, no `finally` either,
/// unless [#abandon] has a thread to end.
public interface Coroutine {

    /// Runs the body until it pauses or ends. The body keeps what it would throw to itself.
    void resume();

    /// Called by the body: goes back to whoever resumed it.
    void pause();

    /// The body will not be resumed any more, wherever it stands.
    default void abandon() {
    }

    /// Whether switching costs a hundred nanoseconds here, rather than many microseconds.
    static boolean isFast() {
        return ContinuationCoroutine.AVAILABLE;
    }

    /// The fastest kind that this JVM lets us have: continuations of the JDK where it was started with
    /// `--add-exports java.base/jdk.internal.vm=faultline.lab`, threads otherwise.
    static Coroutine of(Runnable body) {
        return ContinuationCoroutine.AVAILABLE ? new ContinuationCoroutine(body) : new ThreadCoroutine(body);
    }
}
