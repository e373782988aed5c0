/// The address space behind a prompt, as a job for a worker.
package faultline.host.session;
