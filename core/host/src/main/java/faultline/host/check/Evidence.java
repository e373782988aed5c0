package faultline.host.check;

import java.util.List;
import faultline.lab.SimulationRow;
import faultline.lab.Verdict;

/// What one [Question] has come to.
///
/// @param question its place in the order
/// @param verdict  never PASS for what was not looked at
/// @param what     what broke, in one line; empty if nothing did
/// @param run      how, line by line
/// @param advice   what would have forbidden it, line by line
/// @param token    replays it; empty where there is nothing to replay
/// @param bound    what was covered
/// @param outcomes what was seen, in order
/// @param rows     what was simulated
public record Evidence(int question, Verdict verdict, String what, String run, String advice, String token,
                       String bound, List<String> outcomes, List<SimulationRow> rows) {

    /// How many steps the run has, as far as they are told.
    public long steps() {
        return run.lines().filter(line -> line.matches(" *([>*] +)?\\d+  .*")).count();
    }

    static Evidence of(int question, Verdict verdict, String what, String run, String bound) {
        return new Evidence(question, verdict, what, run, "", "", bound, List.of(), List.of());
    }
}
