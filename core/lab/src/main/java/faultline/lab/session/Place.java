package faultline.lab.session;

/// Where something is, as a person says it: an address, or an offset in a file, which means the first mapping
/// that has it.
///
/// @param name   what `maps` prints in the last column; empty for an address
/// @param offset the address itself, or bytes from the start of the file
public record Place(String name, long offset) {

    public static Place at(long address) {
        return new Place("", address);
    }

    public boolean isAddress() {
        return name.isEmpty();
    }

    /// As it is typed: `0x7f0000401000`, `a.so+8`.
    @Override public String toString() {
        return isAddress() ? "0x" + Long.toHexString(offset)
                : offset == 0 ? name : name + "+" + (offset < 10 ? "" : "0x") + Long.toHexString(offset);
    }
}
