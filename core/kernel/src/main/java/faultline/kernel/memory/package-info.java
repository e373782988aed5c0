/// Memory as one CPU sees it: the only door between a lock and the words it shares.
///
/// Nothing in the kernel or in a plugin touches a shared field. It asks [Memory] for named cells and says, in
/// the name of every call, how strongly that access is ordered. The weakest form has the shortest name. Which
/// world stands behind the door (real threads, the explorer, the simulated machine) is not to be seen from
/// here.
///
/// | here                  | Linux                | on real threads     | orders                       |
/// |-----------------------|----------------------|---------------------|------------------------------|
/// | `get` / `set`         | a plain access       | plain               | nothing; a race is a bug     |
/// | `readOnce`            | `READ_ONCE`          | `getOpaque`         | nothing                      |
/// | `writeOnce`           | `WRITE_ONCE`         | `setOpaque`         | nothing                      |
/// | `see`                 | a read of a VMA field| `getOpaque`         | nothing; see [Word#see]      |
/// | `loadAcquire`         | `smp_load_acquire`   | `getAcquire`        | it, then the rest            |
/// | `storeRelease`        | `smp_store_release`  | `setRelease`        | the rest, then it            |
/// | `rcuDereference`      | `rcu_dereference`    | `getAcquire`        | it, then the rest (stronger) |
/// | `rcuAssign`           | `rcu_assign_pointer` | `setRelease`        | the rest, then it            |
/// | `rmb`                 | `smp_rmb`            | `loadLoadFence`     | reads with reads             |
/// | `wmb`                 | `smp_wmb`            | `storeStoreFence`   | writes with writes           |
/// | `mb`                  | `smp_mb`             | `fullFence`         | everything                   |
/// | `fetchAdd` and kin    | `atomic_fetch_add`   | `getAndAdd`         | everything, twice            |
/// | `…Relaxed` `…Acquire` `…Release` | the same  | the same            | nothing, after, before       |
///
/// **Letters.** Every access that orders names the edge it draws in its class's picture: a bare letter in a
/// plugin (`"A"`), class and letter in the kernel (`"Srcu.B"`). A fully ordered operation draws two, the edge
/// before it and the edge after it. The explorer can leave out exactly one: `explore store-free --drop A`.
///
/// **Dependencies order nothing here.** Where the kernel leans on an address dependency, the source says so
/// by name (`rcuDereference`), and it counts as an acquire.
package faultline.kernel.memory;
