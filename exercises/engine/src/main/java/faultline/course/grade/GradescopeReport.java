package faultline.course.grade;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import faultline.course.grade.Grade.Item;
import faultline.lab.Verdict;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `results.json` of a Gradescope autograder. Hidden properties show after the due date, which Gradescope
/// knows. A paper that has no score gives none, so that somebody looks at it.
final class GradescopeReport {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private GradescopeReport() {
    }

    static String of(List<Grade> grades) {
        Map<String, Object> results = new LinkedHashMap<>();
        if (grades.stream().allMatch(Grade::hasScore)) {
            results.put("score", Figures.rounded(grades.stream().mapToDouble(Grade::score).sum()));
        }
        results.put("output", grades.stream().map(grade -> grade.exercise() + ": " + Figures.standing(grade)
                + "\n"
                + grade.told().stream().map(line -> "  " + line + "\n").collect(Collectors.joining()))
                .collect(Collectors.joining()));
        results.put("visibility", "visible");
        results.put("stdout_visibility", "hidden");
        if (grades.stream().allMatch(Grade::hasScore)) {
            results.put("tests", grades.stream().flatMap(grade -> grade.items().stream()
                    .map(item -> test(grade, item))).toList());
            results.put("leaderboard", board(grades));
        }
        return MAPPER.writeValueAsString(results) + "\n";
    }

    private static Map<String, Object> test(Grade grade, Item item) {
        Map<String, Object> test = new LinkedHashMap<>();
        boolean open = item.verdict() == Verdict.UNKNOWN;
        List<String> output = new ArrayList<>(List.of(item.says()));
        if (open) {
            output.add("open: it counts in neither figure");
        }
        if (!item.what().isEmpty()) {
            output.add(item.what());
        }
        output.addAll(item.run());
        test.put("name", grade.exercise() + ": " + item.id());
        test.put("score", Figures.rounded(item.earned()));
        test.put("max_score", open ? 0.0 : Figures.rounded(item.points()));
        test.put("status", item.verdict() == Verdict.FAIL ? "failed" : "passed");
        test.put("visibility", item.hidden() ? "after_due_date" : "visible");
        test.put("output", String.join("\n", output));
        return test;
    }

    private static List<Map<String, Object>> board(List<Grade> grades) {
        return grades.stream().filter(grade -> grade.rank() > 0).map(grade -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("name", grade.exercise() + ": simulated M/s");
            line.put("value", grade.rank());
            line.put("order", "desc");
            return line;
        }).toList();
    }
}
