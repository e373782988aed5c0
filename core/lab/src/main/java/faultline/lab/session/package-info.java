/// One kernel, one address space and one task, to be asked one thing at a time: what stands behind a prompt.
///
/// [faultline.lab.session.Session] does what a [faultline.lab.session.SessionRequest] says and gives a
/// [faultline.lab.session.SessionAnswer]. Both are plain values, so they may cross from one JVM to another.
package faultline.lab.session;
