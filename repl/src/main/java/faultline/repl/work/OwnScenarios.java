package faultline.repl.work;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import faultline.course.Exercise;
import faultline.course.student.Studies;
import faultline.host.Exit;
import faultline.host.Trouble;

/// The scenarios that come with the exercise under way, over what the student has of it. Their names are read
/// from the exercise; they themselves are built where they run, in a worker.
public final class OwnScenarios {
    private final Studies studies;

    @Inject OwnScenarios(Studies studies) {
        this.studies = studies;
    }

    /// What can be typed; nothing where no exercise is under way.
    public List<String> names() {
        return underWay().map(Exercise::scenarios).orElse(List.of());
    }

    /// What that scenario is explored over, as the student's files are now; nothing if the exercise has none
    /// of that name.
    public Optional<Material> find(String scenario) {
        return underWay().filter(exercise -> exercise.scenarios().contains(scenario)).map(this::material);
    }

    /// Where another exercise has it, that one.
    public Optional<Trouble> elsewhere(String scenario) {
        return studies.course().exercises().stream()
                .filter(exercise -> exercise.scenarios().contains(scenario)).findFirst()
                .map(exercise -> new Trouble(Exit.USAGE, "the scenario '" + scenario + "' is of the exercise "
                        + exercise.id() + ", which is not under way").next("start " + exercise.id()));
    }

    private Material material(Exercise exercise) {
        return Material.of(exercise, studies.submission(exercise).with(exercise.frame()).sources());
    }

    private Optional<Exercise> underWay() {
        return studies.current().filter(exercise -> studies.entry(exercise).started());
    }
}
