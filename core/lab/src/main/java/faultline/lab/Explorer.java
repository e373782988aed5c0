package faultline.lab;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.explorer.Build;
import faultline.lab.explorer.Search;
import faultline.lab.explorer.Walking;
import faultline.lab.scan.Unseen;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Runs a scenario in every order of steps, and with every value a load may find, that the kernel's memory model
/// allows; see [Scenario].
///
/// @param strategy the name of what runs; empty for a scenario that needs no strategy
/// @param build    which build of it: a token of another build is refused
/// @param dropped  the edges that are left out, as `"A"` or `"Srcu.B"`: those accesses order nothing then
/// @param time     when to stop
/// @param most     after how many executions to stop: unlike the time, the same everywhere
/// @param bounds   what is not tried
/// @param watch    is asked from time to time whether to go on
public record Explorer(String strategy, String build, Set<String> dropped, Duration time, long most, Bounds bounds,
                       Watch watch) {

    /// @param preemptions how often a task that could go on may be made to wait for another
    /// @param staleness   how often a load may find a value that is not the newest, or a store land behind a newer
    public record Bounds(int preemptions, int staleness) {
        public static final Bounds NONE = new Bounds(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /// Whoever waits for the end of a search.
    @FunctionalInterface
    public interface Watch {
        boolean goesOn(long executions);
    }

    public static Explorer create() {
        return new Explorer("", Build.ofTheLab(), Set.of(), Duration.ofSeconds(30), Long.MAX_VALUE, Bounds.NONE,
                executions -> true);
    }

    /// Scenarios over this strategy. Throws [Unseen] where it does what no world can see: whatever was found then
    /// would say nothing.
    public Explorer of(LockStrategy other) {
        Unseen.unlessClean(other);
        return new Explorer(other.name(), Build.of(other), dropped, time, most, bounds, watch);
    }

    /// Scenarios that come with code of their own, as those of an exercise do: the build is that of the module
    /// in which the scenario is.
    public Explorer of(Scenario own) {
        return new Explorer(strategy, Build.of(own.getClass()), dropped, time, most, bounds, watch);
    }

    public Explorer without(String... edges) {
        return without(Set.of(edges));
    }

    public Explorer without(Set<String> edges) {
        return new Explorer(strategy, build, edges, time, most, bounds, watch);
    }

    public Explorer within(Duration limit) {
        return new Explorer(strategy, build, dropped, limit, most, bounds, watch);
    }

    public Explorer within(Bounds limits) {
        return new Explorer(strategy, build, dropped, time, most, limits, watch);
    }

    /// Stops after so many executions.
    public Explorer upTo(long executions) {
        return new Explorer(strategy, build, dropped, time, executions, bounds, watch);
    }

    public Explorer watchedBy(Watch other) {
        return new Explorer(strategy, build, dropped, time, most, bounds, other);
    }

    /// All executions, each once as far as can be told, until the first failure or the time is over.
    public Exploration explore(Scenario scenario) {
        return Search.exhaustive(scenario, this);
    }

    /// Executions at random, from `seed`, until the first failure or the time is over. For what is too large.
    public Exploration hunt(Scenario scenario, long seed) {
        return Search.random(scenario, this, seed);
    }

    /// The execution that `token` names, once more. An [IllegalArgumentException] says what is wrong with a token.
    public Exploration replay(Scenario scenario, String token) {
        return Search.replay(scenario, this, token);
    }

    /// The execution that `token` names, with all that can be said of each step.
    public Walk walk(Scenario scenario, String token) {
        return Walking.along(scenario, this, token);
    }

    /// The execution that goes as `choices` say, as far as they say it.
    public Walk play(Scenario scenario, List<Walk.Choice> choices) {
        return Walking.asked(scenario, this, choices);
    }

    /// How many steps the first execution takes: what it costs to try one more.
    public int steps(Scenario scenario) {
        return Search.steps(scenario, this);
    }

    /// The loads of a strategy's own classes that name no order, of words that it loads in order elsewhere: as
    /// `RefcountLock.java:131  vma#1.vm_lock_seq, in order (E) at RefcountLock.java:145`.
    public List<Exploration.Edge> racyOnPurpose(Scenario scenario, String packageName) {
        return Search.racyOnPurpose(scenario, this, packageName);
    }
}
