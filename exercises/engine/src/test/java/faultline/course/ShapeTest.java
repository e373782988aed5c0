package faultline.course;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import faultline.lab.CurveScore.Point;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// The four shapes that a curve can have.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShapeTest {

    /// On 1, 2, 4, … CPUs.
    private static Shape shape(double... perSecond) {
        List<Point> curve = new ArrayList<>();
        for (int at = 0; at < perSecond.length; at++) {
            curve.add(new Point(1 << at, perSecond[at]));
        }
        return Shape.of(curve);
    }

    @Test
    void each_has_its_name() {
        assertEquals(Shape.RISES, shape(1, 2, 4, 8));
        assertEquals(Shape.RISES, shape(1, 1.9, 3.5, 6.4));
        assertEquals(Shape.LEVELS, shape(1, 2, 2.6, 2.7));
        assertEquals(Shape.FALLS, shape(1, 1.8, 2.4, 1.2));
        assertEquals(Shape.FALLS, shape(1, 0.6, 0.5, 0.4));
        assertEquals(Shape.FLAT, shape(1, 1.1, 1.0, 0.95));
    }
}
