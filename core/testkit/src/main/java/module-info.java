/// What every strategy promises, as one JUnit test to extend.
module faultline.testkit {
    requires transitive faultline.host;
    requires transitive org.junit.jupiter.api;

    exports faultline.testkit;
}
