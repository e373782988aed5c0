package faultline.course;

import java.util.List;

/// What `exercise.toml` says. `exercises/AUTHORING.md` tells what each part is for.
///
/// @param format     of the manifest; a newer one is refused
/// @param id         what a student types; the folder's name behind its number
/// @param minutes    how long a sitting takes
/// @param requires   exercises that come before
/// @param introduces concepts that are new here
/// @param uses       concepts that an exercise before this one introduced
/// @param leaderboard whether the explanation shows the simulated figures of all strategies
/// @param starter    why the starter does not pass
/// @param predict    asked first: what shows the answer waits until then
/// @param answer     asked afterwards
/// @param check      what is asked of the student's code
/// @param hint       for what breaks; the last one has no property and is for everything else
/// @param wrong      answers that do not pass, and what each earns
public record Manifest(int format, String id, String title, Kind kind, int minutes, List<String> requires,
                       List<String> introduces, List<String> uses, boolean leaderboard, Starter starter, List<Ask> predict,
                       List<Ask> answer, List<Check> check, List<Hint> hint, List<Wrong> wrong) {
    static final int FORMAT = 1;

    public Manifest {
        requires = listed(requires);
        introduces = listed(introduces);
        uses = listed(uses);
        predict = listed(predict);
        answer = listed(answer);
        check = listed(check);
        hint = listed(hint);
        wrong = listed(wrong);
    }

    static <T> List<T> listed(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    static String said(String text) {
        return text == null ? "" : text.strip();
    }

    /// @param breaks  the id of the first property that fails
    /// @param because a pattern that is found in what is told then; empty: anything
    public record Starter(String breaks, String because) {
        public Starter {
            breaks = said(breaks);
            because = said(because);
        }
    }

    /// @param property which id must break; empty: any
    /// @param when     a pattern that must be found in what is told; empty: anything
    /// @param levels   where to look, the idea, the shape of the answer
    public record Hint(String id, String property, String when, List<String> levels) {
        public Hint {
            property = said(property);
            when = said(when);
            levels = listed(levels).stream().map(String::strip).toList();
        }
    }

    /// @param folder below `wrong`
    /// @param breaks the id of the first property that fails
    /// @param hint   the id of the hint that it earns
    public record Wrong(String folder, String breaks, String hint) {
    }
}
