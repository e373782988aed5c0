/// The world that answers *what will it do on 128 CPUs, and which cache line is to blame?*: the same code on
/// virtual CPUs, in virtual time, over lines that have prices.
///
/// A [faultline.lab.machine.Machine] runs coroutines, the earliest first; [faultline.lab.machine.Caches] says
/// what an access costs, and the [faultline.lab.machine.Bill] what was lost where. Cells, lines and tasks are
/// the third family beside those of real threads and of the explorer.
///
/// What is not modelled: the size of caches (what was loaded stays), memory that is farther from one socket
/// than from the other, a prefetcher, what a mispredicted branch costs, a clock that changes during a run,
/// and interrupts within a step: they are taken where the kernel polls.
package faultline.lab.machine;
