package faultline.lab.litmus;

/// What orders without being an access.
enum Fence {
    MB, RMB, WMB, BARRIER, BEFORE_ATOMIC, AFTER_ATOMIC, AFTER_SPINLOCK, AFTER_UNLOCK_LOCK, AFTER_SRCU_READ_UNLOCK,
    RCU_LOCK, RCU_UNLOCK, SYNC_RCU
}
