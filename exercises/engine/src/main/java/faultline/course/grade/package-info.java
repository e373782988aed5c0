/// Grades what students handed in.
///
/// [Papers] finds it, [Grader] grades one paper after the other, each in a worker of its own, and [Gradebook]
/// writes what came out in the format that somebody wants. Nothing here depends on time: the same papers give
/// the same bytes.
package faultline.course.grade;
