/// The worlds a lock can be judged in, and what runs and is checked in them.
///
/// Worlds are not exported: they are chosen through [faultline.lab]. Memory stands outside the Java heap, so
/// whoever starts this module grants it native access.
@SuppressWarnings("module")   // the benchmarks are compiled after this
module faultline.lab {
    requires transitive faultline.kernel;
    requires HdrHistogram;
    requires jdk.management;

    exports faultline.lab;
    exports faultline.lab.bench;
    exports faultline.lab.calibrate;
    exports faultline.lab.linux;
    exports faultline.lab.contract;
    exports faultline.lab.litmus;
    exports faultline.lab.model;
    exports faultline.lab.scenario;
    exports faultline.lab.scan;
    exports faultline.lab.session;
    exports faultline.lab.trace;
    exports faultline.lab.workload;
    exports faultline.lab.hardware to faultline.bench;
}
