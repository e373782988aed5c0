package faultline.lab.contract;

import faultline.lab.Verdict;

/// What one part of an examination has come to.
///
/// @param part    what was asked: `contract`, `sequential`, …
/// @param verdict never PASS for what was not looked at
/// @param bound   what was covered, or that nothing was
/// @param told    what failed, line by line; empty if nothing did
public record Finding(String part, Verdict verdict, String bound, String told) {

    /// The verdict of several parts together: one that failed outweighs all, one that is open all but that.
    public static Verdict together(Iterable<Finding> parts) {
        Verdict worst = Verdict.PASS;
        for (Finding part : parts) {
            worst = switch (part.verdict()) {
                case FAIL -> Verdict.FAIL;
                case UNKNOWN -> worst == Verdict.FAIL ? worst : Verdict.UNKNOWN;
                case PASS -> worst;
            };
        }
        return worst;
    }
}
