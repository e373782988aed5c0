package faultline.lab.explorer;

import faultline.lab.Exploration;
import faultline.lab.Scenario;
import java.util.ArrayList;
import java.util.List;

/// Tells of one execution that failed.
final class Report {
    private static final int MOST_LINES = 28;
    private static final int WIDTH = 44;

    private Report() {
    }

    /// Of the failure that `failed` has found: the smallest execution like it that is found by undoing its decisions
    /// one by one.
    static Exploration.Failure of(Stage failed, Execution execution) {
        int[] decisions = execution.log();
        String what = execution.failure;
        Scripted script = new Scripted(decisions);
        Stage stage = failed.again(script);
        int[] smallest = smallest(stage, script, decisions, what);
        Trace trace = new Trace(stage.memory());
        stage.execution().trace = trace;
        String told = play(stage, script, smallest);
        trace.failed();
        String token = Token.of(told.equals(what) ? smallest : decisions);
        return new Exploration.Failure(what, table(stage, what, trace, token), token);
    }

    private static String play(Stage stage, Scripted script, int[] decisions) {
        script.begin(decisions);
        stage.play();
        return stage.execution().failure == null ? "" : stage.execution().failure;
    }

    private static int[] smallest(Stage stage, Scripted script, int[] decisions, String what) {
        if (!play(stage, script, decisions).equals(what)) {
            return decisions;
        }
        int[] best = decisions;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = best.length - 1; i >= 0; i--) {
                if (i < best.length && best[i] != 0) {
                    int[] other = best.clone();
                    other[i] = 0;
                    if (play(stage, script, other).equals(what)) {
                        int[] shorter = stage.execution().log();
                        if (weight(shorter) < weight(best)) {
                            best = shorter;
                            changed = true;
                        }
                    }
                }
            }
        }
        return best;
    }

    private static int weight(int[] decisions) {
        int weight = 0;
        for (int decision : decisions) {
            weight += decision == 0 ? 0 : 1;
        }
        return weight;
    }

    private static String table(Stage stage, String what, Trace trace, String token) {
        Scenario scenario = stage.scenario();
        List<Trace.Line> lines = told(trace);
        StringBuilder text = new StringBuilder();
        text.append(scenario.name()).append(": ").append(what).append("\n\n  step");
        List<String> names = new ArrayList<>(scenario.tasks());
        names.add("worker");
        int columns = lines.stream().mapToInt(Trace.Line::task).max().orElse(0) + 1;
        for (int task = 0; task < columns; task++) {
            text.append("  ").append(pad("cpu" + task + " " + names.get(task), task == columns - 1 ? 0 : WIDTH));
        }
        text.append('\n');
        int left = trace.lines().size() - lines.size();
        for (int i = 0; i < lines.size(); i++) {
            Trace.Line line = lines.get(i);
            text.append(String.format("  %4d", i + 1)).append("  ").append(" ".repeat((WIDTH + 2) * line.task()))
                    .append(line.text()).append('\n');
        }
        if (left > 0) {
            text.append("        (not shown: ").append(left).append(" steps, most on what no other task touches)\n");
        }
        if (!stage.dropped().isEmpty()) {
            text.append("\n  left out  ").append(String.join(", ", stage.dropped().stream().sorted().toList()))
                    .append('\n');
        }
        return text.append("\n  replay  ").append(token).append('\n').toString();
    }

    /// What fits, of what matters: steps on what several tasks touch, the first and the last of each turn.
    private static List<Trace.Line> told(Trace trace) {
        List<Trace.Line> all = trace.lines();
        if (all.size() > MOST_LINES) {
            all = all.stream().filter(line -> line.isOdd() || trace.isShared(line)).toList();
        }
        for (int ends = 6; all.size() > MOST_LINES && ends > 0; ends--) {
            all = turns(all, ends);
        }
        return all.size() > MOST_LINES ? all.subList(all.size() - MOST_LINES, all.size()) : all;
    }

    /// Of each turn that one task had, `ends` lines from the start and the end.
    private static List<Trace.Line> turns(List<Trace.Line> all, int ends) {
        List<Trace.Line> kept = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < all.size(); i++) {
            boolean last = i == all.size() - 1 || all.get(i + 1).task() != all.get(i).task();
            if (last) {
                for (int j = start; j <= i; j++) {
                    if (j < start + ends || j > i - ends || all.get(j).isOdd()) {
                        kept.add(all.get(j));
                    }
                }
                start = i + 1;
            }
        }
        return kept;
    }

    private static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
