package faultline.repl.command;

import jakarta.inject.Inject;
import faultline.course.Course;
import faultline.course.student.Studies;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.NextStep;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "course use", description = {
        "Turns to another course: a folder with a course.toml.",
        "Progress is kept for each course by itself."},
        footer = {"course use my-course", "course use --built-in"})
final class CourseUse implements Command {
    private final Studies studies;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DIR", description = "The folder of a course.")
    private String folder;

    @Option(names = "--built-in", description = "The one that comes with Faultline.")
    private boolean builtIn;

    @Inject CourseUse(Studies studies) {
        this.studies = studies;
    }

    @Override public Answer run() {
        if (builtIn == (folder != null)) {
            throw new Trouble(Exit.USAGE, "course use takes a folder, or --built-in").next("course use --built-in");
        }
        Course course = studies.use(builtIn ? null : OnDisk.path(folder));
        return Answer.of(course.title() + ": " + course.exercises().size() + (course.exercises().size() == 1
                ? " exercise\n" : " exercises\n") + NextStep.line("exercises"), Row.of("title", course.title())
                .and("exercises", course.exercises().size()).and("next", "exercises"));
    }
}
