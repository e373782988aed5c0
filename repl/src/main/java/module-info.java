/// One command tree, as a prompt and as a command line.
///
/// Guice is an automatic module and so requires nothing: Guava has to be required here on its behalf.
module faultline.repl {
    requires com.google.common;
    requires com.google.guice;
    requires faultline.host;
    requires info.picocli;
    requires jakarta.inject;
    requires org.jline.reader;
    requires org.jline.terminal;
    requires tools.jackson.databind;
}
