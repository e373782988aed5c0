package faultline.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import faultline.lab.CurveScore.Point;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CurveScoreTest {
    @Test
    void a_curve_follows_itself_at_any_height() {
        CurveScore score = CurveScore.of(curve(10, 18, 24, 20), curve(5, 9, 12, 10));

        assertEquals(new CurveScore(0, 0, 1, 4, 4, 2, 2), score);
    }

    @Test
    void errors_peaks_and_knees_are_told_apart() {
        CurveScore score = CurveScore.of(curve(1, 2, 4, 8), curve(1, 2, 2, 1));

        assertEquals((0 + 1 + 7) / 3.0, score.meanError(), 1e-9);
        assertEquals(7, score.worstError(), 1e-9);
        assertEquals(List.of(8, 8, 2, 8, 2), List.of(score.worstCpus(), score.predictedPeak(), score.measuredPeak(),
                score.predictedKnee(), score.measuredKnee()));
    }

    @Test
    void curves_of_different_points_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> CurveScore.of(curve(1, 2), curve(1, 2, 3)));
    }

    private static List<Point> curve(double... values) {
        return IntStream.range(0, values.length).mapToObj(at -> new Point(1 << at, values[at])).toList();
    }
}
