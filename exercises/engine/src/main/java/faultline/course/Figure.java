package faultline.course;

/// What is made of simulated rows.
public enum Figure {
    /// How many operations a second, all CPUs together, in millions, in the last row.
    MILLIONS,
    /// The last row's rate in parts of the first one's.
    RATIO,
    /// Writes a second, in thousands, in the last row.
    WRITES,
    /// How long the longest of the writers' operations took, in microseconds of virtual time, in the last row.
    LONGEST_WRITE,
    /// The shape of the curve.
    SHAPE,
    /// The dearest line of the last row.
    TOP_LINE,
    /// The strategies by their rate in the last row, the fastest first.
    ORDER
}
