/// The torture world: the hardware world made treacherous, and watched.
///
/// It wraps every cell of the hardware world in one of its own, and so does at each access
///
/// - a **pause**, now and then, drawn from a seed ([Pauses]): a few turns of a loop, a yield, a nap,
/// - a **poison check**: what a read finds in freed memory is reported as a use after free that names the
///   cell, the object, its life and the CPU,
/// - a **count**, so that a verdict can say how much it has seen,
///
/// and holds lock orders against each other ([faultline.lab.lockdep.Lockdep]). Threads are real, so a seed
/// makes a run likely to go the same way, not certain.
///
/// A measured JVM must never load a class of this package: one loaded subclass more, and the seam is no
/// longer free.
package faultline.lab.torture;
