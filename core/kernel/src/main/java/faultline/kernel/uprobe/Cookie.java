package faultline.kernel.uprobe;

/// 64 bits that a session's entry handler leaves for its return handler, for this one call. The task's own.
public final class Cookie {
    public long value;
}
