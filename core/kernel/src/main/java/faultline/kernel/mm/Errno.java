package faultline.kernel.mm;

/// What system calls answer instead of an address: small negative numbers, as in the kernel.
public final class Errno {
    public static final long EINTR = -4;
    public static final long ENOMEM = -12;
    public static final long EACCES = -13;
    public static final long EFAULT = -14;
    public static final long EEXIST = -17;
    public static final long EINVAL = -22;

    private Errno() {
    }

    public static boolean isError(long result) {
        return result < 0 && result > -4096;
    }

    /// The name alone: `ENOMEM`.
    public static String name(long result) {
        return switch ((int) result) {
            case (int) EINTR -> "EINTR";
            case (int) ENOMEM -> "ENOMEM";
            case (int) EACCES -> "EACCES";
            case (int) EFAULT -> "EFAULT";
            case (int) EEXIST -> "EEXIST";
            case (int) EINVAL -> "EINVAL";
            default -> "errno " + -result;
        };
    }
}
