package faultline.repl.work;

import java.util.List;
import java.util.Map;
import faultline.course.Exercise;
import faultline.host.explore.Subject;
import faultline.host.plugin.Plugin;

/// What a scenario is explored over: a strategy, nothing but memory, or what a student has of an exercise.
///
/// @param name     who runs, for troubles
/// @param needs    the product's modules that a worker must have
/// @param strategy one, or none
/// @param sources  the student's and the exercise's, by names below the source folder; none: nothing is built
public record Material(String name, List<String> needs, List<Plugin.Origin> strategy,
                       Map<String, String> sources) {

    public static Material none() {
        return new Material("faultline", List.of(), List.of(), Map.of());
    }

    public static Material of(Plugin plugin) {
        return new Material(plugin.name(), plugin.needs(), List.of(plugin.origin()), Map.of());
    }

    static Material of(Exercise exercise, Map<String, String> sources) {
        return new Material(exercise.id(), List.of(), List.of(), sources);
    }

    public Subject subject(String scenario, List<String> dropped) {
        return new Subject(strategy, sources, scenario, dropped);
    }

    /// Whether all of it comes with the product.
    boolean isOurs() {
        return sources.isEmpty() && strategy.stream().allMatch(Plugin.Origin::builtIn);
    }
}
