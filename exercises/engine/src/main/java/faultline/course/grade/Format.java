package faultline.course.grade;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.Trouble;

/// What grades can be written as. The same grades give the same text.
public enum Format {
    /// For people: a line each, and why there is nothing more.
    TEXT(TextReport::of),
    /// What commands answer to programs; the command writes it.
    JSON(grades -> ""),
    /// A row each.
    CSV(CsvReport::of),
    /// A suite each, as JUnit writes them.
    JUNIT(JunitReport::of),
    /// What Gradescope expects of an autograder, for one student.
    GRADESCOPE(GradescopeReport::of),
    /// Test Anything Protocol, version 14.
    TAP(TapReport::of);

    private final Function<List<Grade>, String> writer;

    Format(Function<List<Grade>, String> writer) {
        this.writer = writer;
    }

    /// As it is typed.
    public String typed() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> allTyped() {
        return Stream.of(values()).map(Format::typed).toList();
    }

    public static Format of(String typed) {
        return Stream.of(values()).filter(format -> format.typed().equals(typed)).findFirst()
                .orElseThrow(() -> new Trouble(Exit.USAGE, "there is no format '" + typed + "'")
                        .why("there are: " + String.join(", ", allTyped())).next("help grade"));
    }

    public String write(List<Grade> grades) {
        return writer.apply(grades);
    }
}
