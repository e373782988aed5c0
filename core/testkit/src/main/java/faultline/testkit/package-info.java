/// The contract of a strategy, for whoever writes one:
///
/// ```java
/// class MyLockTest extends StrategyContract {
///     @Override protected String strategy() {
///         return "my-lock";
///     }
/// }
/// ```
///
/// Nothing else is needed: no flags, and no module path, since the strategy runs in a worker JVM that has both.
package faultline.testkit;
