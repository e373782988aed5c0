package faultline.lab.litmus;

import java.util.List;

/// A statement of a thread.
sealed interface Stmt {
    record Assign(String local, Expr value) implements Stmt {}
    record Store(Order order, Expr address, Expr value) implements Stmt {}
    record Barrier(Fence fence) implements Stmt {}
    record SpinLock(Expr address) implements Stmt {}
    record SpinUnlock(Expr address) implements Stmt {}
    record SrcuUnlock(Expr address, Expr index) implements Stmt {}
    record SyncSrcu(Expr address) implements Stmt {}
    record Evaluate(Expr value) implements Stmt {}
    record If(Expr condition, Stmt then, Stmt otherwise) implements Stmt {}
    record Block(List<Stmt> statements) implements Stmt {}
}
