/// A strategy's examination, as a job for a worker.
package faultline.host.check;
