/// Where the desk has its work done: strategies are looked up in class files and run in workers, never here.
package faultline.repl.work;
