/// Explorations, as jobs for a worker: a search, a replay, and what a scenario's runs can be asked.
package faultline.host.explore;
