package faultline.host.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.build.Handed;
import faultline.kernel.lock.LockStrategy;
import faultline.lab.Explorer;
import faultline.lab.Scenario;
import faultline.lab.Scenarios;
import faultline.lab.Scenes;
import faultline.lab.scan.Offence;

/// What there is to ask about in this worker: strategies, and the scenarios that an exercise brought.
public record Loaded(List<LockStrategy> strategies, List<Scenario> scenarios) {
    static final Loaded NOTHING = new Loaded(List.of(), List.of());

    /// Compiles and loads what was handed in. A [Trouble] with [Exit#PLUGIN] says that it does not compile or
    /// load.
    ///
    /// @param sources by names below the source folder
    public static Loaded of(Map<String, String> sources) throws IOException {
        return of(Handed.compile(sources));
    }

    /// The same, of sources that are held against the list of what a strategy may use before anything of them runs.
    ///
    /// @param frame the exercise's own sources, which may use more
    static Loaded scanned(Map<String, String> sources, Map<String, String> frame) throws IOException {
        Map<String, String> all = new TreeMap<>(sources);
        all.putAll(frame);
        Handed handed = Handed.compile(all);
        List<Offence> offences = handed.offences(frame.keySet());
        if (!offences.isEmpty()) {
            throw new Trouble(Exit.PLUGIN, GradeJob.REFUSED).why(Offence.told(offences));
        }
        return of(handed);
    }

    private static Loaded of(Handed handed) {
        ModuleLayer layer = handed.load();
        List<Scenario> scenarios = new ArrayList<>();
        provided(layer, Scenes.class).forEach(scenes -> scenarios.addAll(scenes.scenarios()));
        return new Loaded(provided(layer, LockStrategy.class), scenarios);
    }

    private static <T> List<T> provided(ModuleLayer layer, Class<T> service) {
        try {
            return ServiceLoader.load(layer, service).stream()
                    .filter(provider -> provider.type().getModule().getLayer() == layer)
                    .map(ServiceLoader.Provider::get).toList();
        } catch (ServiceConfigurationError refused) {
            throw new Trouble(Exit.PLUGIN, "does not load").why(refused.getCause() == null
                    ? refused.getMessage() : "making it threw " + refused.getCause());
        }
    }

    LockStrategy strategy() {
        if (strategies.isEmpty()) {
            throw new Trouble(Exit.PLUGIN, "has no strategy")
                    .why("no public class in it implements " + LockStrategy.class.getName());
        }
        return strategies.getFirst();
    }

    /// The scenario of that name: the exercise's own, else the product's.
    public Scenario scenario(String name) {
        Stream<Scenario> all = Stream.of(scenarios, Scenarios.plain(),
                strategies.isEmpty() ? List.<Scenario>of() : Scenarios.over(strategy())).flatMap(List::stream);
        return all.filter(scenario -> scenario.name().equals(name)).findFirst()
                .orElseThrow(() -> new Trouble(Exit.USAGE, "no scenario is named '" + name + "'"));
    }

    /// Who explores that scenario. Where it runs what was handed in, its tokens are of that build.
    public Explorer explorer(Scenario scenario) {
        Explorer explorer = Explorer.create();
        return !strategies.isEmpty() ? explorer.of(strategy())
                : scenarios.contains(scenario) ? explorer.of(scenario) : explorer;
    }
}
