package faultline.host.check;

import java.lang.ref.Reference;

/// Asks for room now and then, and gives it back: as long as there is some, nothing comes of it. Code that has filled
/// the heap to the brim would else go on ever more slowly, collection after collection, until its time is over, and
/// that would say nothing about it. Whoever leaves no room has run out of memory, and the JVM ends as it does then.
final class Headroom implements AutoCloseable {
    private static final long ASK_MILLIS = 1000;
    private static final int PART = 6;   // of the heap

    private final Thread asking = Thread.ofPlatform().daemon().name("headroom").start(Headroom::ask);

    private static void ask() {
        int room = (int) Math.min(Integer.MAX_VALUE / 2, Runtime.getRuntime().maxMemory() / PART);
        try {
            while (true) {
                Thread.sleep(ASK_MILLIS);
                Reference.reachabilityFence(new byte[room]);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    @Override public void close() {
        asking.interrupt();
    }
}
