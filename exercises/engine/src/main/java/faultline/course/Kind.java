package faultline.course;

/// What a student does in an exercise.
public enum Kind {
    /// Predicts a result, then runs.
    P("predict"),
    /// Reads a trace.
    T("trace"),
    /// Finds the hot line.
    H("hot line"),
    /// Writes the missing part.
    W("write"),
    /// Repairs a historic bug.
    R("repair"),
    /// Chooses, and defends the choice with numbers.
    C("choose"),
    /// Breaks it by hand.
    B("break");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
