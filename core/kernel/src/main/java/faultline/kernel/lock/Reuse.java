package faultline.kernel.lock;

/// When the memory of a freed VMA may become another VMA.
public enum Reuse {
    /// Even inside somebody's RCU section: memory stays a VMA, but not this one (`SLAB_TYPESAFE_BY_RCU`).
    AT_ONCE,
    /// After an RCU grace period.
    AFTER_RCU,
    /// After a grace period of the SRCU domain that the strategy's readers stand in.
    AFTER_SRCU
}
