package faultline.lab.coroutine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// What virtual threads are made of (`jdk.internal.vm.Continuation`), without the threads.
///
/// It is found by name, because javac cannot be shown a package that `--release` hides. The handles are
/// constants, so that the calls are direct.
final class ContinuationCoroutine implements Coroutine {
    private static final Object SCOPE;
    private static final MethodHandle MAKE;
    private static final MethodHandle RUN;
    private static final MethodHandle YIELD;

    /// Whether this JVM lets us have them.
    static final boolean AVAILABLE;

    static {
        Object scope = null;
        MethodHandle make = null;
        MethodHandle run = null;
        MethodHandle yield = null;
        try {
            Class<?> scopes = Class.forName("jdk.internal.vm.ContinuationScope");
            Class<?> continuations = Class.forName("jdk.internal.vm.Continuation");
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            scope = lookup.findConstructor(scopes, MethodType.methodType(void.class, String.class))
                    .invoke("faultline");
            make = lookup.findConstructor(continuations,
                    MethodType.methodType(void.class, scopes, Runnable.class))
                    .asType(MethodType.methodType(Object.class, Object.class, Runnable.class));
            run = lookup.findVirtual(continuations, "run", MethodType.methodType(void.class))
                    .asType(MethodType.methodType(void.class, Object.class));
            yield = lookup.findStatic(continuations, "yield", MethodType.methodType(boolean.class, scopes))
                    .asType(MethodType.methodType(boolean.class, Object.class));
        } catch (Throwable hidden) {
            make = null;
        }
        SCOPE = scope;
        MAKE = make;
        RUN = run;
        YIELD = yield;
        AVAILABLE = make != null;
    }

    private final Object continuation;

    ContinuationCoroutine(Runnable body) {
        try {
            this.continuation = (Object) MAKE.invokeExact(SCOPE, body);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override public void resume() {
        try {
            RUN.invokeExact(continuation);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override public void pause() {
        try {
            boolean resumed = (boolean) YIELD.invokeExact(SCOPE);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
