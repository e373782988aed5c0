package faultline.course.grade;

import java.util.List;
import faultline.course.grade.Grade.Ending;
import faultline.host.Trouble;
import faultline.host.check.GradeJob;
import faultline.host.worker.Outcome;

/// Why a paper was not graded to the end, without anything that another run or another machine would say
/// otherwise.
record Reason(String what, List<String> told) {

    static Reason of(Ending ending, Outcome outcome) {
        return switch (ending) {
            case GRADED -> new Reason("", List.of());
            case NOT_GRADED -> new Reason("time limit", List.of());
            case MISBEHAVED -> new Reason("its answers are not those to the questions", List.of());
            default -> of(outcome);
        };
    }

    private static Reason of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.OutOfMemory(int heapMib, String _) -> new Reason("it ran out of memory in " + heapMib
                    + " MiB of heap", List.of());
            case Outcome.OutputFlood(long bytes) ->
                    new Reason("it printed more than " + bytes / 1024 + " KiB",
                    List.of());
            case Outcome.Exited(int code) -> new Reason("it ended the JVM with exit code " + code, List.of());
            case Outcome.Crashed _ -> new Reason("the JVM that ran it died", List.of());
            case Outcome.Failed(Trouble why, String _) -> failed(why);
            default -> new Reason("", List.of());
        };
    }

    private static Reason failed(Trouble why) {
        List<String> told = stable(why.why()).lines().toList();
        if (why.what().equals(GradeJob.REFUSED) && !told.isEmpty()) {
            return new Reason(told.getFirst(), told);
        }
        return new Reason(stable(why.what()) + (told.isEmpty() ? "" : ": " + told.getFirst()), told);
    }

    /// Without the hashes that the JDK makes up for objects, and without the marks of a terminal.
    static String stable(String text) {
        return text.replaceAll("@[0-9a-f]{5,16}\\b", "").replaceAll("[\\p{Cntrl}&&[^\\n]]", " ");
    }
}
