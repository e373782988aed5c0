package faultline.lab;

import faultline.lab.Exploration.Failure;
import faultline.lab.Exploration.Step;
import java.util.List;

/// One execution, step by step, as far as somebody has decided how it goes. It can be sent between workers.
///
/// @param tasks    what each task is called; its index is its CPU
/// @param stops    the steps that were taken
/// @param question what is to be decided next; an empty one at the end
/// @param ending   what was seen at the end, or what broke; empty while it goes on
/// @param failure  one if something broke, else none
public record Walk(List<String> tasks, List<Stop> stops, Question question, String ending, List<Failure> failure) {

    /// @param why   why the step could be taken, and why a load could find what it found
    /// @param knows after it, what each task may still find in the words where that is not the same for all
    public record Stop(Step step, String why, List<String> knows) {
    }

    /// @param task    `true`: who takes the next step; `false`: which value a load finds, or behind which a store goes
    /// @param text    what is asked
    /// @param options more than one; none at the end
    public record Question(boolean task, String text, List<Option> options) {
        public static final Question NONE = new Question(true, "", List.of());
    }

    /// @param name what is typed: a task, a value
    /// @param does what it would do
    public record Option(String name, String does) {
    }

    /// One decision.
    ///
    /// @param option by its index in the question
    /// @param task   the task that it names, or -1 for a value
    /// @param times  for how many questions in a row it stands; a question about a value ends it
    public record Choice(int option, int task, int times) {
    }
}
