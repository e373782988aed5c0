package faultline.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StudentTest {

    @ParameterizedTest(name = "{0} of all, {1} degrees: {2}")
    @CsvSource({"0.95, 1, 12.706", "0.95, 2, 4.303", "0.95, 5, 2.571", "0.95, 10, 2.228", "0.95, 120, 1.980",
        "0.99, 1, 63.657", "0.99, 2, 9.925", "0.99, 7, 3.499", "0.99, 30, 2.750"})
    void quantiles_are_those_of_the_printed_table(double confidence, int degrees, double printed) {
        assertEquals(printed, Student.quantile(confidence, degrees), 0.0006);
    }
}
