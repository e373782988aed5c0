package faultline.lab.session;

/// What may be done with a mapping (`PROT_READ`, `PROT_WRITE`, `PROT_EXEC`).
public record Protection(boolean read, boolean write, boolean exec) {

    /// As /proc/PID/maps prints it: `rw-`.
    @Override public String toString() {
        return (read ? "r" : "-") + (write ? "w" : "-") + (exec ? "x" : "-");
    }
}
