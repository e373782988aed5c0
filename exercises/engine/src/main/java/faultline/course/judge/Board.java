package faultline.course.judge;

import java.util.List;

/// The simulated figures that an exercise scores, of what a student wrote and of the product's strategies.
///
/// @param figures the ids of the checks, in their order
/// @param rows    whoever reaches the most of them first
public record Board(List<String> figures, List<Row> rows) {

    /// @param figures what each check holds against its bound; NaN where nothing came of the simulation
    /// @param reached how many of them are enough
    /// @param bytes   of the strategy's own in each VMA
    public record Row(String strategy, List<Double> figures, int reached, int bytes) {
    }
}
