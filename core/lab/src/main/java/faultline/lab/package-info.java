/// Where the kernel runs: worlds, what happens in them, and what is checked. Everything behind it is closed.
package faultline.lab;
