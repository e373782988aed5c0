/// A course as it lies in a folder: tracks, exercises, and what each exercise says, asks and checks.
package faultline.course;
