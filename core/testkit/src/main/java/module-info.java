/// The contract's JUnit face, and nothing more.
module faultline.testkit {
    requires transitive faultline.host;
    requires org.junit.jupiter.api;
}
