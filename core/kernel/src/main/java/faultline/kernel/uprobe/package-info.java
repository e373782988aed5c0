/// The uprobe path: breakpoints in the text of processes, and what happens when one is hit.
///
/// Start reading at [faultline.kernel.uprobe.Hit] (a breakpoint is hit) and [faultline.kernel.uprobe.Uprobes]
/// (somebody registers). The lock strategy comes in at one place: [faultline.kernel.uprobe.Lookup], where
/// {mm, address} becomes {inode, offset}.
package faultline.kernel.uprobe;
