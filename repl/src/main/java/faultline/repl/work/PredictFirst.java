package faultline.repl.work;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import faultline.course.Ask;
import faultline.course.Exercise;
import faultline.course.Truth;
import faultline.course.student.Studies;
import faultline.host.Exit;
import faultline.host.Trouble;

/// While a prediction is open, commands that would show its result are refused.
public final class PredictFirst {
    private static final Set<String> OF_THE_EXERCISE = Set.of("check", "watch", "solution", "explain");
    private static final Set<String> THAT_RUN = Set.of("explore", "hunt", "play", "simulate", "trace",
            "replay", "compare", "bench", "litmus");

    private final Studies studies;

    @Inject PredictFirst(Studies studies) {
        this.studies = studies;
    }

    /// A trouble, if what was typed would show what is to be predicted.
    public void refuse(String command, List<String> words) {
        boolean stopped = Thread.currentThread().isInterrupted();   // the command says so itself
        if (stopped || !OF_THE_EXERCISE.contains(command) && !THAT_RUN.contains(command)) {
            return;
        }
        Optional<Exercise> current = studies.current().filter(exercise -> studies.entry(exercise).started()
                && !studies.entry(exercise).passed() && studies.isThere(exercise));
        current.stream().flatMap(exercise -> studies.openPredictions(exercise).stream())
                .filter(ask -> OF_THE_EXERCISE.contains(command) || shows(ask, words)).findFirst().ifPresent(ask -> {
                    throw new Trouble(Exit.USAGE, "predict first").why(ask.text())
                            .next("predict " + ask.id());
                });
    }

    private static boolean shows(Ask ask, List<String> words) {
        return Stream.concat(Stream.of(ask.truth()), ask.again().stream().map(Ask.Again::truth)
                .filter(truth -> truth != null)).map(PredictFirst::subject).anyMatch(words::contains);
    }

    private static String subject(Truth truth) {
        return truth.simulate() == null ? truth.explore() : truth.simulate().workload();
    }
}
