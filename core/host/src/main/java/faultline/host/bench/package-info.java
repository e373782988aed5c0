/// A measurement, as a job for a worker of its own.
package faultline.host.bench;
