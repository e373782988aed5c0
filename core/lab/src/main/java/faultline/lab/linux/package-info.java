/// The Linux that Faultline runs on, as a fourth place to look at: its page faults, which need no privilege,
/// and its uprobes, once an administrator has added one. Every call into it goes through the FFM API; nothing
/// here is native code of ours but a function that does nothing, which is shipped as source.
///
/// It is one fixed point beside the worlds: a real kernel's lock cannot be chosen, and its faults clear real
/// pages, so what a lock costs appears diluted. Compare how rows grow, not how high they are.
package faultline.lab.linux;
