/// The front: one command tree, as a prompt and as a command line.
module faultline.repl {
    requires com.google.common;   // Guice needs it, and being automatic cannot say so
    requires com.google.guice;
    requires faultline.course;
    requires faultline.host;
    requires faultline.lab;
    requires info.picocli;
    requires io.github.javadiffutils;
    requires jakarta.inject;
    requires org.jline.reader;
    requires org.jline.terminal;
    requires jdk.unsupported;   // the signals of the terminal
    requires tools.jackson.core;

    opens faultline.repl to com.google.guice, info.picocli;
    opens faultline.repl.command to com.google.guice, info.picocli;
    opens faultline.repl.work to com.google.guice;
}
