/// How what a student handed in is judged.
package faultline.course.judge;
