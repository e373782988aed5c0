/// What the threads of a torture test do, and what each of them checks while it does it.
///
/// Start reading at [faultline.lab.trial.Trial] (what they share) and [faultline.lab.trial.Worker] (one
/// thread). Each of the others is one kind of trouble: pages that one thread alone touches, so that it knows
/// exactly what it must find; pages that all touch while somebody takes them away; text with probes in it;
/// forks.
package faultline.lab.trial;
