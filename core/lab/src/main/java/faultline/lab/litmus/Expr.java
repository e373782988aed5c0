package faultline.lab.litmus;

/// An expression of a thread. Addresses are expressions too.
sealed interface Expr {
    record Constant(long value) implements Expr {}
    record Name(String name, Token at) implements Expr {}
    record AddressOf(String location) implements Expr {}
    record Unary(String sign, Expr of) implements Expr {}
    record Binary(String sign, Expr left, Expr right) implements Expr {}
    record Load(Order order, Expr address) implements Expr {}
    record Exchange(Full order, Expr address, Expr value) implements Expr {}
    record CompareExchange(Full order, Expr address, Expr old, Expr value) implements Expr {}
    record Arithmetic(Full order, String sign, Expr address, Expr value, boolean answersNew) implements Expr {}
    record AddUnless(Expr address, Expr add, Expr unless) implements Expr {}
    record TryLock(Expr address) implements Expr {}
    record IsLocked(Expr address) implements Expr {}
    record SrcuLock(Expr address) implements Expr {}

    /// The order of a read-modify-write.
    enum Full {
        MB(Order.ONCE, Order.ONCE), RELAXED(Order.ONCE, Order.ONCE), ACQUIRE(Order.ACQUIRE, Order.ONCE),
        RELEASE(Order.ONCE, Order.RELEASE), NORETURN(Order.NORETURN, Order.ONCE);

        final Order read;
        final Order write;

        Full(Order read, Order write) {
            this.read = read;
            this.write = write;
        }
    }
}
