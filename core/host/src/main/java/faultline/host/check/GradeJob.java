package faultline.host.check;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.build.Untrusted;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.kernel.lock.LockStrategy;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import faultline.lab.scan.Offence;

/// Compiles, scans, loads and examines one submission. Nothing of it runs before the scan has nothing to say:
/// then its classes are defined from the very bytes that were scanned, in a worker whose modules are the
/// kernel, the lab and the host that runs this job; no other strategy is there, no course and no solution.
///
/// A [Trouble] with [Exit#PLUGIN] says why nothing was examined. Else there is one answer to each question,
/// in their order; the parent knows how many there must be.
public record GradeJob() implements Job<GradeJob.Order, Evidence> {
    public static final String REFUSED = "was refused: it uses what a submission may not";

    /// @param sources what was handed in, by names below the source folder
    /// @param frame   the exercise's own sources
    public record Order(Map<String, String> sources, Map<String, String> frame, List<Question> questions) {
    }

    @Override public void run(Order order, JobContext<Evidence> context) throws IOException {
        Untrusted submission = Untrusted.compile(order.sources(), order.frame());
        List<Offence> offences = submission.offences();
        if (!offences.isEmpty()) {
            throw new Trouble(Exit.PLUGIN, REFUSED).why(Offence.told(offences));
        }
        try (Headroom _ = new Headroom()) {
            Loaded subject = subject(submission, submission.load());
            int number = 0;
            for (Question question : order.questions()) {
                context.reply(JudgeJob.guarded(number++, question, subject));
            }
        }
    }

    private static Loaded subject(Untrusted submission, ModuleLayer layer) {
        List<LockStrategy> strategies = new ArrayList<>();
        List<Scenario> scenarios = new ArrayList<>();
        for (String name : submission.classes().keySet()) {
            Class<?> type = Class.forName(layer.modules().iterator().next(), name);
            if (Modifier.isPublic(type.getModifiers()) && !Modifier.isAbstract(type.getModifiers())) {
                if (LockStrategy.class.isAssignableFrom(type) && submission.handedIn().contains(name)) {
                    strategies.add((LockStrategy) made(type));
                } else if (Scenes.class.isAssignableFrom(type) && !submission.handedIn().contains(name)) {
                    scenarios.addAll(((Scenes) made(type)).scenarios());
                }
            }
        }
        return new Loaded(strategies, scenarios);
    }

    private static Object made(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException hidden) {
            throw new Trouble(Exit.PLUGIN, "does not load").why(type.getName()
                    + " is not a public class with a public constructor without arguments");
        } catch (InvocationTargetException thrown) {
            throw new Trouble(Exit.PLUGIN, "does not load")
                    .why("the constructor of " + type.getName() + " threw "
                    + thrown.getCause());
        } catch (ExceptionInInitializerError thrown) {
            throw new Trouble(Exit.PLUGIN, "does not load").why("the static initialiser of " + type.getName()
                    + " threw " + thrown.getCause());
        } catch (LinkageError broken) {
            throw new Trouble(Exit.PLUGIN, "does not load").why(String.valueOf(broken));
        }
    }
}
