/// Bodies of code that a simulated world stops and goes on with as it likes, all on one thread.
package faultline.lab.coroutine;
