package faultline.lab.session;

/// One VMA, as a line of /proc/PID/maps.
///
/// @param permissions `rw-p`
/// @param offset      of `start` in the file, in bytes; 0 without a file
/// @param device      `00:01`; `00:00` without a file
/// @param name        of the file; empty without one
public record Mapping(long start, long end, String permissions, long offset, String device, long inode,
        String name) {

    public long length() {
        return end - start;
    }
}
