/// The desk: [faultline.repl.CommandTree] runs what is typed, [faultline.repl.Prompt] is the terminal, and
/// [faultline.repl.ReplModule] shows in one screen what it is all made of.
package faultline.repl;
