/// The commands, one class each. A command is parsed by picocli, made by Guice, and answers without a
/// terminal.
package faultline.repl.command;
