package faultline.lab.session;

/// One counter of /proc/vmstat.
public record Counter(String name, long value) {
}
