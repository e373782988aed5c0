package faultline.course.judge;

import java.util.List;
import faultline.lab.Verdict;

/// What one property has come to.
///
/// @param id      of the check, or of what was asked
/// @param says    the property, in the exercise's words
/// @param verdict UNKNOWN costs nothing
/// @param what    what is wrong, in one line; empty if nothing is
/// @param run     how it came about, line by line
/// @param advice  what would have forbidden it; it chooses hints, and is not told
/// @param token   replays it
/// @param bound   what was covered
/// @param points  what it is worth
/// @param hidden  whether a student is not told before the due date
public record Mark(String id, String says, Verdict verdict, String what, List<String> run, String advice, String token,
                   String bound, double points, boolean hidden) {

    /// All that a hint may be chosen by.
    public String told() {
        return what + "\n" + String.join("\n", run) + "\n" + advice;
    }
}
