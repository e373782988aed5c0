package faultline.kernel.sync;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Word;

/// Those who wait for one rw_semaphore, in the order they came. Whoever calls holds its `wait_lock`.
final class RwWaitList {
    private final CodedSync sync;
    private final Word first;
    private final Word last;

    RwWaitList(CodedSync sync, Line line, String field) {
        this.sync = sync;
        this.first = line.word(field + ".first", 0);
        this.last = line.word(field + ".last", 0);
    }

    void init() {
        first.writeOnce(0);
        last.writeOnce(0);
    }

    boolean isEmpty() {
        return first.get() == 0;
    }

    boolean isFirst(RwWaiter waiter) {
        return first.get() == waiter.id();
    }

    boolean isLast(RwWaiter waiter) {
        return last.get() == waiter.id();
    }

    /// `null` when nobody waits.
    RwWaiter first() {
        return waiter(first.get());
    }

    /// The next one in the order they came, or `null`.
    RwWaiter behind(RwWaiter waiter) {
        return waiter(waiter.behind().get());
    }

    void append(RwWaiter waiter) {
        RwWaiter end = waiter(last.get());
        link(end, waiter);
        link(waiter, null);
    }

    void remove(RwWaiter waiter) {
        link(waiter(waiter.before().get()), behind(waiter));
    }

    /// Cuts off the front, up to and with `end`; what was cut stays linked.
    void removeUpTo(RwWaiter end) {
        link(null, behind(end));
        end.behind().set(0);
    }

    private void link(RwWaiter front, RwWaiter back) {
        (front == null ? first : front.behind()).set(back == null ? 0 : back.id());
        (back == null ? last : back.before()).set(front == null ? 0 : front.id());
    }

    private RwWaiter waiter(long id) {
        return id == 0 ? null : sync.rwWaiter((int) id - 1);
    }
}
