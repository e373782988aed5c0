/// Lock-order checking for the worlds that look for mistakes.
package faultline.lab.lockdep;
