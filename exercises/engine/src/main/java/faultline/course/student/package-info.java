/// A student: what was started, predicted and passed, and the folders that the work lies in.
package faultline.course.student;
