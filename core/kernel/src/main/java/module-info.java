/// The kernel in small: memory, synchronisation, address spaces, uprobes, and the socket for a lock strategy.
///
/// Knows no world and no plugin. What could be used to fake a result is open to the lab alone.
module faultline.kernel {
}
