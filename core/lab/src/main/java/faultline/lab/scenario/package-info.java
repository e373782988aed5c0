/// The library of scenarios: small, and each made for an order that somebody might get wrong.
package faultline.lab.scenario;
