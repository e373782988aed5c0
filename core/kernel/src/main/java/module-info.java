/// The kernel in small: memory, synchronisation, address spaces, uprobes, and the socket for a lock strategy.
///
/// Knows no world and no plugin. What could be used to fake a result is open to the lab alone.
@SuppressWarnings("module")   // the lab is compiled after this
module faultline.kernel {
    exports faultline.kernel.lock;
    exports faultline.kernel.memory;
    exports faultline.kernel.mm;
    exports faultline.kernel.sync;
    exports faultline.kernel.page to faultline.lab;
    exports faultline.kernel.uprobe to faultline.lab;
}
