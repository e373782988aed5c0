package faultline.course;

import java.util.List;

/// Something that is asked of the student's code, by execution, never by time.
///
/// @param id         the property: what hints name
/// @param says       the property, in the exercise's words, as a sentence that is true of a right answer
/// @param kind       what is asked
/// @param scenario   EXPLORE: which one
/// @param drop       EXPLORE: edges that are left out
/// @param executions EXPLORE: the most that are tried
/// @param seed       EXPLORE: of executions at random; none: all, one after the other
/// @param bounded    EXPLORE: whether so many executions without a failure are enough, where there are more
/// @param seeds      CALLS: from 1 to this
/// @param calls      CALLS: a seed
/// @param simulate   SIMULATE: what
/// @param figure     SIMULATE: what is made of the rows
/// @param against    SIMULATE: a strategy of the product; the figure is divided by its
/// @param atLeast    SIMULATE: what the figure must reach
/// @param atMost     SIMULATE: what it must not exceed
/// @param is         SIMULATE: what it must be
/// @param points     what a grade gives for it
/// @param hidden     whether a student is not told before the due date
public record Check(String id, String says, Kind kind, String scenario, List<String> drop, long executions, long seed,
                    boolean bounded, int seeds, int calls, Simulated simulate, Figure figure, String against, Double atLeast, Double atMost,
                    String is, Double points, boolean hidden) {
    private static final long EXECUTIONS = 20_000;
    private static final int SEEDS = 2;
    private static final int CALLS = 300;

    /// What is asked.
    public enum Kind {
        /// Twelve promises, one task at a time.
        PROMISES,
        /// Random calls of one task, held against a model.
        CALLS,
        /// Every order of steps of a scenario.
        EXPLORE,
        /// A figure of the simulated machine.
        SIMULATE
    }

    public Check {
        says = Manifest.said(says);
        drop = Manifest.listed(drop);
        executions = executions == 0 ? EXECUTIONS : executions;
        seeds = seeds == 0 ? SEEDS : seeds;
        calls = calls == 0 ? CALLS : calls;
        against = Manifest.said(against);
        is = Manifest.said(is);
        points = points == null ? 1.0 : points;
    }
}
