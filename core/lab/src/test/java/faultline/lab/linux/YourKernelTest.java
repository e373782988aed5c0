package faultline.lab.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a release tells.
@DisplayNameGeneration(ReplaceUnderscores.class)
class YourKernelTest {
    private static final String MMAP_LOCK = "mmap_lock alone, as mmap-lock does";
    private static final String SEMAPHORE = "a rw_semaphore of the VMA, as rwsem does";
    private static final String COUNT = "vm_refcnt of the VMA, as refcount does";
    private static final String BEFORE = "mmap_lock, as mmap-lock does";
    private static final String SEQUENCE = "the sequence of mmap_lock, as seqcount does";

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            5.15.0-101-generic,              your kernel 5.15.0,  mmap-lock, mmap-lock
            6.3.13,                          your kernel 6.3.13,  mmap-lock, mmap-lock
            6.4.0,                           your kernel 6.4.0,   rwsem,     mmap-lock
            6.13.7-arch1-1,                  your kernel 6.13.7,  rwsem,     mmap-lock
            6.14.2,                          your kernel 6.14.2,  rwsem,     seqcount
            6.15,                            your kernel 6.15,    refcount,  seqcount
            6.18.44-fc-v595,                 your kernel 6.18.44, refcount,  seqcount
            7.0.0-rc3,                       your kernel 7.0.0,   refcount,  seqcount
            5.15.153.1-microsoft-standard-WSL2, your kernel 5.15.153, mmap-lock, mmap-lock
            """)
    void a_release_tells_the_locks(String release, String name, String faults, String lookups) {
        YourKernel kernel = new YourKernel("Linux", release);

        assertEquals(name, kernel.name());
        assertEquals(switch (faults) {
            case "mmap-lock" -> MMAP_LOCK;
            case "rwsem" -> SEMAPHORE;
            default -> COUNT;
        }, kernel.faultLock());
        assertEquals(lookups.equals("mmap-lock") ? BEFORE : SEQUENCE, kernel.lookupLock());
    }

    @Test
    void a_release_without_numbers_tells_nothing() {
        YourKernel kernel = new YourKernel("Linux", "my own");

        assertEquals("your kernel my-own", kernel.name());
        assertEquals("a lock that its release does not tell", kernel.faultLock());
        assertEquals("a lock that its release does not tell", kernel.lookupLock());
    }

    @Test
    void other_systems_are_not_linux() {
        assertFalse(new YourKernel("Mac OS X", "15.1").isLinux());
        assertFalse(new YourKernel("Windows 11", "10.0").isLinux());
    }
}
