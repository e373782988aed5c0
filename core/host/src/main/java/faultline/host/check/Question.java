package faultline.host.check;

import java.util.List;
import faultline.lab.SimulationSpec;

/// What can be asked of a strategy, or of the scenarios that come with what was handed in. Each is bounded by a
/// count, never by time, so that the answer is the same everywhere.
public sealed interface Question {

    /// Whether each promise is kept, as far as one task at a time can tell.
    record Promises() implements Question {
    }

    /// Whether random calls of one task are answered as by the model.
    ///
    /// @param seeds from 1 to this
    /// @param calls a seed
    record Calls(int seeds, int calls) implements Question {
    }

    /// What a scenario can end with, and whether it can break.
    ///
    /// @param dropped    the edges that are left out
    /// @param executions the most that are tried
    /// @param seed       of executions at random; 0: all, one after the other
    record Explore(String scenario, List<String> dropped, long executions, long seed) implements Question {
    }

    /// How the one execution ends that the token names.
    record Replay(String scenario, List<String> dropped, String token) implements Question {
    }

    /// How many bytes a strategy says that it has in each VMA; the one outcome.
    record Size() implements Question {
    }

    /// What a simulated machine does, a row for each.
    record Simulate(List<SimulationSpec> specs) implements Question {
    }
}
