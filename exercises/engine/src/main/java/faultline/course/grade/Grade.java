package faultline.course.grade;

import java.util.ArrayList;
import java.util.List;
import faultline.lab.Verdict;

/// What one paper came to.
///
/// @param student  whose it is: the name of the folder
/// @param exercise which one, by its id
/// @param ending   how far grading came
/// @param score    what was earned; nothing is said by it where [#hasScore] says no
/// @param outOf    what could be earned. What stayed open counts in neither
/// @param late     whether it came after the due date
/// @param rank     a figure to compare those who earned everything by: simulated operations a second, in
///                 millions; 0 for nobody else
/// @param reason   why there is nothing more, in one line; empty where there is
/// @param told     the reason's details, line by line
/// @param items    every property that was asked for, in the exercise's order
public record Grade(String student, String exercise, Ending ending, double score, double outOf, boolean late,
                    double rank, String reason, List<String> told, List<Item> items) {

    /// How far grading came.
    public enum Ending {
        /// To the end.
        GRADED("graded"),
        /// The sources do not compile, or make nothing that could be asked.
        NOT_BUILT("not built"),
        /// It uses what a submission may not; nothing of it ran.
        REFUSED("refused"),
        /// Its code ended the worker. What was answered until then counts.
        ENDED("ended early"),
        /// The wall clock ended it, which says nothing about it.
        NOT_GRADED("not graded"),
        /// The worker said what no grading says. Nothing of it is believed.
        MISBEHAVED("misbehaved");

        private final String words;

        Ending(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /// One property.
    ///
    /// @param says    the property, in the exercise's words
    /// @param verdict UNKNOWN also for what was not asked any more
    /// @param what    what is wrong, in one line; empty if nothing is
    /// @param run     how it came about, where it can be replayed
    /// @param points  what it is worth
    /// @param hidden  whether students are not told before the due date
    public record Item(String id, String says, Verdict verdict, String what, List<String> run, double points,
                       boolean hidden) {

        public double earned() {
            return verdict == Verdict.PASS ? points : 0;
        }
    }

    /// Whether the score may be entered anywhere.
    public boolean hasScore() {
        return ending != Ending.NOT_GRADED;
    }

    /// As students may see it before the due date: a hidden property is a number and its points.
    public Grade withoutHidden() {
        List<Item> seen = new ArrayList<>();
        int number = 0;
        for (Item item : items) {
            seen.add(!item.hidden() ? item : new Item("hidden-" + ++number,
                    "a property that is told after the due date",
                    item.verdict(), "", List.of(), item.points(), true));
        }
        return new Grade(student, exercise, ending, score, outOf, late, rank, reason, told, seen);
    }
}
