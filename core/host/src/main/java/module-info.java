/// Worker JVMs with limits, and the plugins that they load.
module faultline.host {
    requires transitive faultline.lab;
    requires java.compiler;

    exports faultline.host;
    exports faultline.host.worker;
}
