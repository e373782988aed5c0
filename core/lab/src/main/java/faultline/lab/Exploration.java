package faultline.lab;

import java.util.SortedMap;

/// What was found by running a scenario in many ways.
///
/// @param outcomes   what was seen at the end, and in how many executions
/// @param executions how many ended, one way or another
/// @param covered    what part of all that could happen this was, in words
/// @param isComplete whether that is all, within the stated bound
/// @param failure    the first execution in which something broke that must not, or `null`
public record Exploration(SortedMap<String, Long> outcomes, long executions, String covered, boolean isComplete,
                          Failure failure) {

    /// @param what   what broke, with values
    /// @param report the run as a table, and what to type next
    /// @param token  replays it
    public record Failure(String what, String report, String token) {
    }
}
