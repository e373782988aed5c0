package faultline.host.plugin;

import java.util.List;
import java.util.Optional;
import faultline.kernel.lock.Reuse;

/// A strategy as its class file describes it; none of its code has run. Name and summary are always there.
/// The other answers are there if the method returns a constant, as those of the strategies that come with
/// the product do.
///
/// @param origin         where a worker finds it
/// @param needs          the product's modules that a worker must have for it: its own if it is built in,
///                       else those that it requires
/// @param reuse          as `LockStrategy.reuse` answers; so the rest
public record Plugin(String name, String summary, Origin origin, List<String> needs, Optional<Reuse> reuse,
        Optional<Boolean> readerExcludes, Optional<Boolean> readerMaySleep, Optional<Integer> bytesPerVma) {

    /// Where a strategy is: its module and class, and the places of modules that the product does not have,
    /// none for a strategy that is built in. It can be sent to a worker.
    public record Origin(String module, String provider, List<String> places) {

        public boolean builtIn() {
            return places.isEmpty();
        }
    }
}
