/// Measurements, as jobs for workers of their own: how fast, and how large.
package faultline.host.bench;
