package faultline.course;

import java.util.List;

/// Where the right answer comes from: it is said, explored or simulated.
///
/// @param accept     said: what is right; of WORDS any one of these
/// @param explore    explored: the scenario
/// @param drop       with these edges left out
/// @param executions the most that are tried
/// @param breaks     TOKEN: a pattern that is found in what broke
/// @param steps      TOKEN: the most steps that it may have; none: any number
/// @param strategies of the product, that are explored or simulated; none: the starter's own code
/// @param simulate   simulated: what
/// @param figure     what is made of the rows
public record Truth(List<String> accept, String explore, List<String> drop, long executions, String breaks,
                    int steps, List<String> strategies, Simulated simulate, Figure figure) {
    private static final long EXECUTIONS = 20_000;

    public Truth {
        accept = Manifest.listed(accept);
        explore = Manifest.said(explore);
        drop = Manifest.listed(drop);
        executions = executions == 0 ? EXECUTIONS : executions;
        breaks = Manifest.said(breaks);
        strategies = Manifest.listed(strategies);
    }

    /// Whether it is what somebody saw, and not what we say.
    public boolean isSeen() {
        return !explore.isEmpty();
    }
}
