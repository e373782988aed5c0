/// The hardware world: real threads, real atomics, real cache lines.
///
/// Exactly one final class here extends each class of the seam ([faultline.kernel.memory]). A JVM that loads
/// no other world sees through every call, and what is left is the access itself.
///
/// | seam     | here                                                                       |
/// |----------|----------------------------------------------------------------------------|
/// | a line   | 64 bytes outside the heap, alone in 128 ([Cells] says why)                 |
/// | a word   | 8 of them, reached by address                                              |
/// | a ref    | a word that holds a handle; [Handles] knows the object                     |
/// | a task   | a thread that has [HardwareCpu] as its CPU                                 |
/// | RCU      | [QuiescentStates]: readers store nothing; tasks report at interrupt points |
/// | `defer`  | [DeferredWork]: one worker thread on the last CPU                          |
package faultline.lab.hardware;
