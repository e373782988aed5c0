/// Address spaces: what they are made of, and the two kinds of path over them.
///
/// Start reading at [faultline.kernel.mm.PageFault] (what a fault does) and [faultline.kernel.mm.Munmap]
/// (what a writer does). [faultline.kernel.mm.MmStruct] is the address space, [faultline.kernel.mm.Vma] one
/// mapping, [faultline.kernel.mm.Kernel] everything that all address spaces share.
package faultline.kernel.mm;
