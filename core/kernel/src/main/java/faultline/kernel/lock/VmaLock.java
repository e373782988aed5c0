package faultline.kernel.lock;

/// A strategy's own words of one VMA. Only the strategy looks inside.
public interface VmaLock {
}
