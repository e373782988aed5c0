package faultline.lab.linux;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The kernel beneath this process, as far as its name and release tell.
///
/// @param system  `Linux`, or what else it is
/// @param release as `uname -r` prints it; what is more than numbers is the distribution's
public record YourKernel(String system, String release) {
    /// What every row of it is called, before the release.
    public static final String NAME = "your kernel";

    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})((?:\\.\\d+)?).*");
    private static final int MAJOR = 1000;

    private static final int VMA_RWSEM = 6 * MAJOR + 4;
    private static final int VMA_REFCOUNT = 6 * MAJOR + 15;
    private static final int LOOKUP_BY_SEQUENCE = 6 * MAJOR + 14;
    private static final int UNKNOWN = -1;

    /// The one that this JVM runs on.
    public static YourKernel here() {
        return new YourKernel(System.getProperty("os.name"), System.getProperty("os.version"));
    }

    public boolean isLinux() {
        return system.equals("Linux");
    }

    /// As its rows are called: `your kernel 6.18.0`.
    public String name() {
        Matcher numbers = RELEASE.matcher(release);
        return NAME + " " + (numbers.matches() ? numbers.group(1) + "." + numbers.group(2) + numbers.group(3)
                : release.replace(' ', '-'));
    }

    /// What a page fault locks its VMA with, and the strategy that models it. Derived from the release: a
    /// distribution may have taken a newer one into an older kernel, or may have left it out.
    public String faultLock() {
        int version = version();
        return version == UNKNOWN ? "a lock that its release does not tell"
                : version < VMA_RWSEM ? "mmap_lock alone, as mmap-lock does"
                : version < VMA_REFCOUNT ? "a rw_semaphore of the VMA, as rwsem does"
                : "vm_refcnt of the VMA, as refcount does";
    }

    /// What a uprobe hit finds its VMA under; derived as [#faultLock].
    public String lookupLock() {
        int version = version();
        return version == UNKNOWN ? "a lock that its release does not tell"
                : version < LOOKUP_BY_SEQUENCE ? "mmap_lock, as mmap-lock does"
                : "the sequence of mmap_lock, as seqcount does";
    }

    private int version() {
        Matcher numbers = RELEASE.matcher(release);
        return numbers.matches()
                ? Integer.parseInt(numbers.group(1)) * MAJOR + Integer.parseInt(numbers.group(2)) : UNKNOWN;
    }
}
