package faultline.lab.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The kernel's primitives, by name. What a primitive does stands in the kernel's linux-kernel.def; a name
/// that is not known here makes a test unsupported.
final class Calls {
    private static final Map<String, Fence> FENCES = Map.ofEntries(
            Map.entry("smp_mb", Fence.MB), Map.entry("smp_rmb", Fence.RMB), Map.entry("smp_wmb", Fence.WMB),
            Map.entry("barrier", Fence.BARRIER),
            Map.entry("smp_mb__before_atomic", Fence.BEFORE_ATOMIC),
            Map.entry("smp_mb__after_atomic", Fence.AFTER_ATOMIC),
            Map.entry("smp_mb__after_spinlock", Fence.AFTER_SPINLOCK),
            Map.entry("smp_mb__after_unlock_lock", Fence.AFTER_UNLOCK_LOCK),
            Map.entry("smp_mb__after_srcu_read_unlock", Fence.AFTER_SRCU_READ_UNLOCK),
            Map.entry("rcu_read_lock", Fence.RCU_LOCK), Map.entry("rcu_read_unlock", Fence.RCU_UNLOCK),
            Map.entry("synchronize_rcu", Fence.SYNC_RCU), Map.entry("synchronize_rcu_expedited", Fence.SYNC_RCU));
    private static final Map<String, String> SIGNS = Map.of("add", "+", "inc", "+", "sub", "-", "dec", "-",
            "and", "&", "or", "|", "xor", "^", "andnot", "&~");

    private final Cursor cursor;
    private final Body body;
    private Token name;
    private List<Expr> arguments;

    Calls(Cursor cursor, Body body) {
        this.cursor = cursor;
        this.body = body;
    }

    /// A call that stands alone and answers nothing; null when it is one that answers a value.
    Stmt statement() {
        String called = cursor.peek().text();
        Fence fence = FENCES.get(called);
        if (fence != null) {
            read(0);
            return new Stmt.Barrier(fence);
        }
        return switch (called) {
            case "WRITE_ONCE" -> store(Order.ONCE, true);
            case "smp_store_release", "atomic_set_release" -> store(Order.RELEASE, false);
            case "rcu_assign_pointer" -> store(Order.RELEASE, true);
            case "atomic_set" -> store(Order.ONCE, false);
            case "smp_store_mb" -> new Stmt.Block(List.of(store(Order.ONCE, true), new Stmt.Barrier(Fence.MB)));
            case "spin_lock" -> new Stmt.SpinLock(read(1).getFirst());
            case "spin_unlock" -> new Stmt.SpinUnlock(read(1).getFirst());
            case "srcu_read_unlock", "srcu_up_read" -> new Stmt.SrcuUnlock(read(2).get(0), arguments.get(1));
            case "synchronize_srcu", "synchronize_srcu_expedited" -> new Stmt.SyncSrcu(read(1).getFirst());
            default -> arithmeticAlone(called);
        };
    }

    private Stmt store(Order order, boolean through) {
        read(2);
        return new Stmt.Store(order, through ? pointed(arguments.get(0)) : arguments.get(0), arguments.get(1));
    }

    private Stmt arithmeticAlone(String called) {
        String sign = called.startsWith("atomic_") ? SIGNS.get(called.substring(7)) : null;
        return sign == null ? null : new Stmt.Evaluate(arithmetic(sign, Expr.Full.NORETURN, true));
    }

    Expr expression() {
        Token called = cursor.peek();
        return switch (called.text()) {
            case "READ_ONCE", "rcu_dereference" -> new Expr.Load(Order.ONCE, pointed(read(1).getFirst()));
            case "smp_load_acquire", "atomic_read_acquire" -> new Expr.Load(Order.ACQUIRE, read(1).getFirst());
            case "atomic_read" -> new Expr.Load(Order.ONCE, read(1).getFirst());
            case "spin_trylock" -> new Expr.TryLock(read(1).getFirst());
            case "spin_is_locked" -> new Expr.IsLocked(read(1).getFirst());
            case "srcu_read_lock", "srcu_down_read" -> new Expr.SrcuLock(read(1).getFirst());
            case "atomic_add_unless" -> new Expr.AddUnless(read(3).get(0), arguments.get(1), arguments.get(2));
            case "atomic_inc_not_zero" ->
                new Expr.AddUnless(read(1).getFirst(), new Expr.Constant(1), new Expr.Constant(0));
            case "likely", "unlikely" -> read(1).getFirst();
            default -> exchange(called);
        };
    }

    private Expr exchange(Token called) {
        String base = called.text();
        Expr.Full order = Expr.Full.MB;
        for (Expr.Full each : List.of(Expr.Full.RELAXED, Expr.Full.ACQUIRE, Expr.Full.RELEASE)) {
            String suffix = "_" + each.name().toLowerCase(java.util.Locale.ROOT);
            if (base.endsWith(suffix)) {
                base = base.substring(0, base.length() - suffix.length());
                order = each;
            }
        }
        if (base.equals("xchg") || base.equals("atomic_xchg")) {
            return new Expr.Exchange(order, read(2).get(0), arguments.get(1));
        }
        if (base.equals("cmpxchg") || base.equals("atomic_cmpxchg")) {
            return new Expr.CompareExchange(order, read(3).get(0), arguments.get(1), arguments.get(2));
        }
        return answering(called, base, order);
    }

    /// atomic_add_return, atomic_fetch_add, atomic_dec_and_test and their like.
    private Expr answering(Token called, String base, Expr.Full order) {
        if (base.startsWith("atomic_fetch_") && SIGNS.containsKey(base.substring(13))) {
            return arithmetic(SIGNS.get(base.substring(13)), order, false);
        }
        if (base.equals("atomic_add_negative")) {
            return new Expr.Binary("<", arithmetic("+", order, true), new Expr.Constant(0));
        }
        for (String end : List.of("_return", "_and_test")) {
            if (base.startsWith("atomic_") && base.endsWith(end)) {
                String operation = base.substring(7, base.length() - end.length());
                if (List.of("add", "sub", "inc", "dec").contains(operation)) {
                    Expr answer = arithmetic(SIGNS.get(operation), order, true);
                    return end.equals("_return") ? answer
                            : new Expr.Binary("==", answer, new Expr.Constant(0));
                }
            }
        }
        throw LitmusError.unsupported("line " + called.line() + ": " + called.text() + "() is not supported");
    }

    /// The amount stands before the pointer; inc and dec have none.
    private Expr arithmetic(String sign, Expr.Full order, boolean answersNew) {
        String called = cursor.peek().text();
        boolean byOne = called.contains("_inc") || called.contains("_dec");
        read(byOne ? 1 : 2);
        Expr amount = byOne ? new Expr.Constant(1) : arguments.getFirst();
        return new Expr.Arithmetic(order, sign, arguments.getLast(), amount, answersNew);
    }

    private List<Expr> read(int count) {
        Token called = cursor.take();
        List<Expr> read = new ArrayList<>();
        cursor.expect("(");
        while (!cursor.takeIf(")")) {
            read.add(body.expression());
            if (!cursor.peek().is(")")) {
                cursor.expect(",");
            }
        }
        if (read.size() != count) {
            throw called.error(called.text() + " takes " + (count == 1 ? "one argument" : count + " arguments")
                    + ", not " + read.size());
        }
        name = called;
        arguments = read;
        return read;
    }

    /// READ_ONCE(*x) names what is pointed to.
    private Expr pointed(Expr argument) {
        if (argument instanceof Expr.Load(Order order, Expr address) && order == Order.PLAIN) {
            return address;
        }
        throw LitmusError.unsupported("line " + name.line() + ": " + name.text()
                + "() of something that is not '*' and a pointer");
    }
}
