package faultline.course.grade;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/// A row for each paper. A text that a spreadsheet would take for a formula gets an apostrophe before it.
final class CsvReport {
    private CsvReport() {
    }

    static String of(List<Grade> grades) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord("student", "exercise", "grading", "score", "out_of", "late", "simulated_mops",
                    "reason");
            for (Grade grade : grades) {
                csv.writeRecord(safe(grade.student()), grade.exercise(), grade.ending().words(),
                        grade.hasScore() ? Figures.of(grade.score()) : "", Figures.of(grade.outOf()),
                        grade.late() ? "yes" : "no", grade.rank() > 0 ? Figures.of(grade.rank()) : "",
                        safe(grade.reason()));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static String safe(String text) {
        return text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
    }
}
