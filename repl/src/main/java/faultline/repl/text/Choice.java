package faultline.repl.text;

/// One thing that could be typed next, and what it means.
public record Choice(String value, String meaning) {
}
