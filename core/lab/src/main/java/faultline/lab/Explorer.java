package faultline.lab;

import faultline.lab.explorer.Search;
import java.time.Duration;
import java.util.Set;

/// Runs a scenario in every order of steps, and with every value a load may find, that the kernel's memory model
/// allows; see [Scenario].
///
/// @param dropped    the edges that are left out, as `"A"` or `"Srcu.B"`: those accesses order nothing then
/// @param time       when to stop
/// @param executions after how many to stop: unlike the time, the same everywhere
public record Explorer(Set<String> dropped, Duration time, long executions) {

    public static Explorer create() {
        return new Explorer(Set.of(), Duration.ofSeconds(30), Long.MAX_VALUE);
    }

    public Explorer without(String... edges) {
        return new Explorer(Set.of(edges), time, executions);
    }

    public Explorer within(Duration limit) {
        return new Explorer(dropped, limit, executions);
    }

    /// Stops after so many executions.
    public Explorer upTo(long most) {
        return new Explorer(dropped, time, most);
    }

    /// All executions, each once as far as can be told, until the first failure or the time is over.
    public Exploration explore(Scenario scenario) {
        return Search.exhaustive(scenario, this);
    }

    /// Executions at random, from `seed`, until the first failure or the time is over. For what is too large.
    public Exploration hunt(Scenario scenario, long seed) {
        return Search.random(scenario, this, seed);
    }

    /// The execution that `token` names, once more.
    public Exploration replay(Scenario scenario, String token) {
        return Search.replay(scenario, dropped, token);
    }
}
