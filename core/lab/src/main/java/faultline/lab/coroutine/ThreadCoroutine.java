package faultline.lab.coroutine;

import java.util.concurrent.locks.LockSupport;

/// A thread that runs only while somebody who resumed it waits. For a JVM that hides its continuations.
final class ThreadCoroutine implements Coroutine {

    /// Ends the thread of a body that is not resumed any more.
    private static final class Abandoned extends Error {
        private static final long serialVersionUID = 1;

        Abandoned() {
            super(null, null, false, false);
        }
    }

    private final Thread thread;
    private volatile Thread resumer;    // null while the body is paused or over
    private volatile boolean abandoned;
    private volatile Throwable thrown;

    ThreadCoroutine(Runnable body) {
        this.thread = Thread.ofPlatform().daemon().name("coroutine").unstarted(() -> run(body));
    }

    private void run(Runnable body) {
        try {
            body.run();
        } catch (Abandoned over) {
            return;
        } catch (Throwable escaped) {
            thrown = escaped;
        }
        handBack();
    }

    private void handBack() {
        Thread to = resumer;
        resumer = null;
        LockSupport.unpark(to);
    }

    @Override public void resume() {
        resumer = Thread.currentThread();
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
        while (resumer != null) {
            LockSupport.park(this);
        }
        if (thrown instanceof RuntimeException escaped) {
            throw escaped;
        }
        if (thrown instanceof Error escaped) {
            throw escaped;
        }
    }

    @Override public void pause() {
        handBack();
        while (resumer == null) {
            if (abandoned) {
                throw new Abandoned();
            }
            LockSupport.park(this);
        }
    }

    @Override public void abandon() {
        abandoned = true;
        LockSupport.unpark(thread);
    }
}
