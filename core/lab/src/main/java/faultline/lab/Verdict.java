package faultline.lab;

/// What a check has come to. Nothing passes by not having been looked at: what was not covered is UNKNOWN.
public enum Verdict {
    PASS,
    FAIL,
    UNKNOWN
}
