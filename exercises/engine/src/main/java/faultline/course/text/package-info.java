/// Lessons as a terminal shows them.
package faultline.course.text;
