/// The lock service: what a strategy must offer so that the page-fault path and the uprobe path can run over
/// it.
///
/// A plugin provides one [faultline.kernel.lock.LockStrategy]. A reader gets in or is told to take
/// `mmap_lock`; it never waits here. A writer, who holds `mmap_lock` for writing, announces itself on every
/// VMA it will touch (`startWrite`), waits once for those already inside (`settle`), and lets everybody back
/// in at once (`endWriteAll`).
package faultline.kernel.lock;
