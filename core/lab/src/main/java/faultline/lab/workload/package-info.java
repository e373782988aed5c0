/// What threads do while they are watched: in a measured run ([faultline.lab.bench]) and on the simulated
/// machine.
///
/// A [faultline.lab.workload.Workload] is set up in a kernel and deals out [faultline.lab.workload.Part]s,
/// one for each task. Nothing here knows of threads, clocks or worlds: whoever runs a part gives it its task,
/// and takes the time.
package faultline.lab.workload;
