/// Worker JVMs with limits, and the plugins that they load.
module faultline.host {
    requires transitive faultline.kernel;
    requires transitive faultline.lab;
    requires java.compiler;

    exports faultline.host;
    exports faultline.host.bench;
    exports faultline.host.build;
    exports faultline.host.check;
    exports faultline.host.explore;
    exports faultline.host.plugin;
    exports faultline.host.session;
    exports faultline.host.worker;

    uses faultline.kernel.lock.LockStrategy;
    uses faultline.lab.Scenes;
}
