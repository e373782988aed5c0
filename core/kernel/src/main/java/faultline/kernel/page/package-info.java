/// What an address leads to: frames of memory, the page tables that name them, and the TLB that remembers
/// them.
///
/// Knows nothing of VMAs. Who may install, change or remove a PTE is laid down in `faultline.kernel.mm`; here
/// is how a table comes and goes while others walk it without a lock.
package faultline.kernel.page;
