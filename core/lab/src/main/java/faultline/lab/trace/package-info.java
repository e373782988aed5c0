/// One question to a [faultline.lab.session.Session], answered step by step: every access that the kernel and the
/// strategy make for it, with the functions that it was made in.
///
/// The traced session stands in a memory of its own, in which one thread is alone; its steps are those that
/// the fault path and the uprobe path take anywhere, but nobody is there to be waited for.
package faultline.lab.trace;
