/// What an address space must do, said as plainly as possible, and a check of the kernel against it.
///
/// Nothing here knows a lock, a page table or a thread: a mapping is an entry in a map, a page is an array.
/// So the model is right where the kernel must be, and every strategy is held against the same one.
package faultline.lab.model;
