package faultline.lab.trial;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.lab.torture.TortureWorld;

/// Fatal signals. A thread exposes itself for one operation: at some step of it, or while it sleeps, it is
/// killed. What was cut short has changed nothing, and has left nothing behind that keeps readers out.
/// Afterwards the thread is a new task on the same CPU.
final class Signals {
    private static final int STEPS = 400;

    private final TortureWorld world;
    private final LockStrategy strategy;
    private final MmStruct mm;
    private final boolean admits;
    private final boolean[] exposed;   // by thread, under itself

    /// `quiet` is a mapped address; nobody writes yet.
    Signals(TortureWorld world, LockStrategy strategy, MmStruct mm, int threads, Task task, long quiet) {
        this.world = world;
        this.strategy = strategy;
        this.mm = mm;
        this.exposed = new boolean[threads];
        this.admits = admits(task, quiet);
    }

    /// Does `body` while a signal may come.
    void expose(Hand hand, Runnable body) {
        set(hand.thread, true);
        world.killAfter(hand.thread, hand.chance(1, 2) ? 0 : hand.random.nextInt(STEPS));
        body.run();
        set(hand.thread, false);
        boolean killed = hand.task.fatalSignalPending();
        world.revive(hand.thread);
        Vma closed = killed ? closed(hand.task) : null;
        if (closed != null) {
            throw hand.fail("was killed, and " + closed + " keeps readers out although nobody writes");
        }
    }

    /// Kills `thread` if it is exposed.
    void send(int thread) {
        synchronized (exposed) {
            if (exposed[thread]) {
                world.task(thread).kill();
            }
        }
    }

    private void set(int thread, boolean now) {
        synchronized (exposed) {
            exposed[thread] = now;
        }
    }

    /// A VMA that lets no reader in while nobody writes, or `null`. Some strategies never let one in.
    Vma closed(Task task) {
        if (!admits) {
            return null;
        }
        mm.readLock(task, false);   // and while this is held, nobody does
        Vma vma = mm.tree().findAtOrAfter(task, 0);
        while (vma != null && admits(task, vma.start(task))) {
            vma = mm.tree().findAtOrAfter(task, vma.end(task));
        }
        mm.readUnlock(task);
        return vma;
    }

    private boolean admits(Task task, long address) {
        AddressSpaceLock lock = mm.lock();
        Look look = new Look();
        boolean speculative = !strategy.readerExcludes();
        if (speculative) {
            task.startSpeculation();
        }
        boolean inside = lock.startRead(task, address, look);
        if (inside) {
            lock.endRead(task, look);
        }
        if (speculative) {
            task.endSpeculation(false);
        }
        return inside;
    }
}
