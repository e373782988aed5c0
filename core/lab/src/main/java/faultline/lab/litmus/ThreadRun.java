package faultline.lab.litmus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Runs one thread in every way that its reads allow. Where a read may answer several values, one is taken,
/// and the thread is run again from its start for the next.
final class ThreadRun {
    private static final int MOST_EVENTS = 60;
    /// Stands for the read of the read-modify-write that writes the value.
    private static final long ITSELF = 1L << 63;

    private final LitmusTest test;
    private final LitmusTest.Thread thread;
    private final List<TreeSet<Long>> values;
    private final List<int[]> choices = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Value> locals = new HashMap<>();
    private final Set<Integer> held = new TreeSet<>();
    private int choice;
    private long control;
    private long touched;

    /// What a computation gave, and the reads it was computed from.
    private record Value(long number, long from) {}

    /// This way leads nowhere; with a reason it would have been legal, but cannot be expressed here.
    private static final class Stuck extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stuck(String reason) {
            super(reason, null, false, false);
        }
    }

    /// @param values what each location may hold
    ThreadRun(LitmusTest test, LitmusTest.Thread thread, List<TreeSet<Long>> values) {
        this.test = test;
        this.thread = thread;
        this.values = values;
    }

    List<Trace> traces(int most) {
        List<Trace> traces = new ArrayList<>();
        do {
            Trace trace = once();
            if (trace != null) {
                traces.add(trace);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw LitmusError.unsupported("stopped");
            }
            if (traces.size() > most) {
                throw LitmusError.unsupported("limit: a thread can go in more than " + most + " ways");
            }
        } while (nextWay());
        return traces;
    }

    private boolean nextWay() {
        while (!choices.isEmpty()) {
            int[] last = choices.getLast();
            if (++last[0] < last[1]) {
                return true;
            }
            choices.removeLast();
        }
        return false;
    }

    private Trace once() {
        events.clear();
        locals.clear();
        held.clear();
        choice = 0;
        control = 0;
        thread.locals().forEach((name, value) -> locals.put(name, new Value(value, 0)));
        String illegal = null;
        try {
            run(thread.body());
        } catch (Stuck stuck) {
            if (stuck.getMessage() == null) {
                return null;
            }
            illegal = stuck.getMessage();
        }
        Map<String, Long> end = new HashMap<>();
        locals.forEach((name, value) -> end.put(name, value.number));
        return new Trace(List.copyOf(events), end, illegal);
    }

    private int choose(int options) {
        if (choice == choices.size()) {
            choices.add(new int[] {0, options});
        }
        return choices.get(choice++)[0];
    }

    private void run(Stmt statement) {
        switch (statement) {
            case Stmt.Block(List<Stmt> statements) -> statements.forEach(this::run);
            case Stmt.Assign(String local, Expr expr) -> locals.put(local, value(expr));
            case Stmt.Store(Order order, Expr address, Expr expr) -> store(order, address, expr);
            case Stmt.Barrier(Fence fence) -> add(Event.fence(fence, control));
            case Stmt.SpinLock(Expr address) -> lock(lone(address));
            case Stmt.SpinUnlock(Expr address) -> {
                int location = lone(address);
                if (!held.remove(location)) {
                    throw new Stuck("a spinlock is released by a thread that does not hold it");
                }
                add(Event.of(Event.Type.UL, location, 0, 0, control));
            }
            case Stmt.SrcuUnlock(Expr address, Expr index) -> {
                int location = lone(address);
                add(Event.of(Event.Type.SRCU_UNLOCK, location, value(index).number, 0, control));
            }
            case Stmt.SyncSrcu(Expr address) -> add(Event.of(Event.Type.SYNC_SRCU, lone(address), 0, 0, control));
            case Stmt.Evaluate(Expr expr) -> value(expr);
            case Stmt.If branch -> branch(branch);
        }
    }

    private void branch(Stmt.If branch) {
        touched = 0;
        boolean taken = isTrue(value(branch.condition()));
        long outside = control;
        control |= touched;
        run(taken ? branch.then() : branch.otherwise());
        control = outside;
    }

    private static boolean isTrue(Value value) {
        if (value.number >= LitmusTest.TOKEN) {
            throw new Stuck("an SRCU index is looked at");
        }
        return value.number != 0;
    }

    private void store(Order order, Expr address, Expr expr) {
        int before = events.size();
        Value to = value(address);
        int between = events.size();
        Value value = value(expr);
        if (between > before && events.size() > between) {
            throw LitmusError.unsupported("two shared accesses in one statement, in no order");
        }
        add(Event.write(location(to), value.number, order, to.from, value.from, control));
    }

    private int location(Value address) {
        int location = test.locationAt(address.number);
        if (location < 0) {
            throw new Stuck("a pointer that points to no location is followed");
        }
        return location;
    }

    /// The location of something that is reached without a read of shared memory.
    private int lone(Expr address) {
        int before = events.size();
        Value value = value(address);
        if (events.size() > before) {
            throw LitmusError.unsupported("a shared access inside an argument of a lock or an atomic operation");
        }
        return location(value);
    }

    private Value argument(Expr expr) {
        int before = events.size();
        Value value = value(expr);
        if (events.size() > before) {
            throw LitmusError.unsupported("a shared access inside an argument of a lock or an atomic operation");
        }
        return value;
    }

    private Value value(Expr expr) {
        return switch (expr) {
            case Expr.Constant(long number) -> new Value(number, 0);
            case Expr.Name(String name, Token at) -> local(name, at);
            case Expr.AddressOf(String location) -> new Value(address(location), 0);
            case Expr.Unary(String sign, Expr of) -> {
                Value value = value(of);
                yield new Value(Arithmetic.unary(sign, value.number), value.from);
            }
            case Expr.Binary binary -> binary(binary);
            case Expr.Load(Order order, Expr address) -> load(order, address);
            case Expr.Exchange(Expr.Full order, Expr address, Expr value) -> exchange(order, address, value);
            case Expr.CompareExchange compare -> compareExchange(compare);
            case Expr.Arithmetic arithmetic -> arithmetic(arithmetic);
            case Expr.AddUnless unless -> addUnless(unless);
            case Expr.TryLock(Expr address) -> tryLock(lone(address));
            case Expr.IsLocked(Expr address) -> isLocked(lone(address));
            case Expr.SrcuLock(Expr address) -> {
                int location = lone(address);
                long index = LitmusTest.TOKEN + thread.number() * 64L + events.size();
                yield answered(index, add(Event.of(Event.Type.SRCU_LOCK, location, index, 0, control)));
            }
        };
    }

    private long address(String location) {
        return LitmusTest.ADDRESS + test.locations().indexOf(location);
    }

    /// A local that was never set holds 0, as it does for herd7.
    private Value local(String name, Token at) {
        Value value = locals.getOrDefault(name, new Value(0, 0));
        if (!locals.containsKey(name) && test.locations().contains(name)) {
            throw LitmusError.unsupported("line " + at.line() + ": '" + name
                    + "' is a shared location, but no parameter of P" + thread.number());
        }
        touched |= value.from;
        return value;
    }

    private Value binary(Expr.Binary binary) {
        int before = events.size();
        Value left = value(binary.left());
        int between = events.size();
        Value right = value(binary.right());
        if (between > before && events.size() > between) {
            throw LitmusError.unsupported("two shared accesses in one expression, in no order");
        }
        Long number = Arithmetic.binary(binary.sign(), left.number, right.number);
        if (number == null) {
            throw new Stuck("arithmetic on an address or an SRCU index");
        }
        return new Value(number, left.from | right.from);
    }

    private Value load(Order order, Expr address) {
        Value from = value(address);
        int location = location(from);
        long number = oneOf(location);
        return answered(number, add(Event.read(location, number, order, from.from, control)));
    }

    private long oneOf(int location) {
        List<Long> options = List.copyOf(values.get(location));
        return options.get(choose(options.size()));
    }

    private Value answered(long number, int event) {
        touched |= 1L << event;
        return new Value(number, 1L << event);
    }

    private int add(Event event) {
        if (events.size() == MOST_EVENTS) {
            throw LitmusError.unsupported("limit: a thread has more than " + MOST_EVENTS + " events");
        }
        events.add(event);
        return events.size() - 1;
    }

    /// The read and the write of a read-modify-write, between full barriers when it is fully ordered.
    private int modify(Expr.Full order, int location, Value address, long read, Value written) {
        fullBarrier(order);
        int at = events.size();
        add(Event.read(location, read, order.read, address.from, control).half(at + 1));
        long data = written.from & ~ITSELF | ((written.from & ITSELF) != 0 ? 1L << at : 0);
        add(Event.write(location, written.number, order.write, address.from, data, control).half(-1));
        fullBarrier(order);
        return at;
    }

    private void fullBarrier(Expr.Full order) {
        if (order == Expr.Full.MB) {
            add(Event.fence(Fence.MB, control));
        }
    }

    private Value exchange(Expr.Full order, Expr address, Expr expr) {
        Value to = argument(address);
        Value value = argument(expr);
        int location = location(to);
        long read = oneOf(location);
        return answered(read, modify(order, location, to, read, value));
    }

    private Value compareExchange(Expr.CompareExchange compare) {
        Value to = argument(compare.address());
        Value old = argument(compare.old());
        Value value = argument(compare.value());
        int location = location(to);
        long read = oneOf(location);
        if (read == old.number) {
            return answered(read, modify(compare.order(), location, to, read, value));
        }
        return answered(read, failed(location, to, read));
    }

    private int failed(int location, Value to, long read) {
        return add(Event.read(location, read, Order.ONCE, to.from, control).half(-1));
    }

    private Value arithmetic(Expr.Arithmetic of) {
        Value to = argument(of.address());
        Value value = argument(of.value());
        int location = location(to);
        long read = oneOf(location);
        Long written = Arithmetic.binary(of.sign(), read, value.number);
        if (written == null) {
            throw new Stuck("atomic arithmetic on an address");
        }
        int at = modify(of.order(), location, to, read, new Value(written, value.from | ITSELF));
        return answered(of.answersNew() ? written : read, at);
    }

    private Value addUnless(Expr.AddUnless of) {
        Value to = argument(of.address());
        Value add = argument(of.add());
        Value unless = argument(of.unless());
        int location = location(to);
        long read = oneOf(location);
        if (read == unless.number) {
            return answered(0, failed(location, to, read));
        }
        Long written = Arithmetic.binary("+", read, add.number);
        if (written == null) {
            throw new Stuck("atomic arithmetic on an address");
        }
        return answered(1, modify(Expr.Full.MB, location, to, read, new Value(written, add.from | ITSELF)));
    }

    private int lock(int location) {
        if (!held.add(location)) {
            throw new Stuck(null);
        }
        int at = events.size();
        add(Event.of(Event.Type.LKR, location, 0, 0, control).half(at + 1));
        add(Event.of(Event.Type.LKW, location, 1, 0, control).half(-1));
        return at;
    }

    private Value tryLock(int location) {
        if (choose(2) == 0) {
            return answered(0, add(Event.of(Event.Type.LF, location, 1, 0, control)));
        }
        return answered(1, lock(location));
    }

    private Value isLocked(int location) {
        boolean locked = choose(2) == 1;
        Event.Type type = locked ? Event.Type.RL : Event.Type.RU;
        return answered(locked ? 1 : 0, add(Event.of(type, location, locked ? 1 : 0, 0, control)));
    }
}
