/// Where code that may misbehave is run, and what is said when it does.
///
/// [faultline.host.worker] is the one mechanism: a child JVM with limits. [faultline.host.plugin] finds
/// strategies. [Trouble] is the one type of message for a person, and [Exit] what a command's exit code says.
package faultline.host;
