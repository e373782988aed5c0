package faultline.lab;

import faultline.lab.explorer.RunTable;
import java.util.List;
import java.util.SortedMap;

/// What was found by running a scenario in many ways.
///
/// @param outcomes   what was seen at the end, and in how many executions
/// @param executions how many ended, one way or another
/// @param covered    what part of all that could happen this was, in words
/// @param isComplete whether that is all, within the stated bound
/// @param failure    the first execution in which something broke that must not, or `null`
public record Exploration(SortedMap<String, Long> outcomes, long executions, String covered, boolean isComplete,
                          Failure failure) {

    /// One execution in which something broke: the smallest like it that was found, step by step. It can be sent
    /// between workers, and kept; [#report] tells it.
    ///
    /// @param strategy what ran; empty for a scenario that needs no strategy
    /// @param tasks    what each task is called; its index is its CPU
    /// @param cause    how it came to it, in one sentence
    /// @param what     what broke, with values
    /// @param steps    all steps of all tasks, in the order in which they were taken
    /// @param edges    the orders that would have forbidden it
    /// @param dropped  the letters that were left out on purpose
    /// @param token    replays it: `replay TOKEN`
    /// @param run      the decisions that the token stands for; to be saved where it names a file
    public record Failure(String strategy, String scenario, List<String> tasks, String cause, String what,
                          List<Step> steps, List<Edge> edges, List<String> dropped, String token, String run) {

        /// For people, within 40 lines of 110 columns: cause, what broke, the run as a table with one column a task,
        /// what would forbid it, and what to type next.
        public String report() {
            return RunTable.of(this);
        }
    }

    /// One step of one task.
    ///
    /// @param number counted from 1
    /// @param task   the task's CPU
    /// @param word   what was touched: `vma#2.vm_refcnt`; empty for a barrier, and for a wait
    /// @param text   what was done to it, with values
    /// @param mark   `old` where a load found a value that was no longer the newest, `late` where a store came to
    ///               stand behind a newer one, `broke` where it went wrong; else empty
    /// @param note   the mark in words
    /// @param source where in the source it stands: `Vma.java:81`
    /// @param weight how much it matters: what is told first when there is no room for all
    public record Step(int number, int task, String word, String text, String mark, String note, String source,
                       int weight) {
    }

    /// An order that would have forbidden the run.
    ///
    /// @param letter as `--drop` takes it; empty where the source has no such order
    /// @param source where it stands, or where it is missing
    /// @param advice what it does, or what would have to be there
    public record Edge(String letter, String source, String advice) {
    }
}
