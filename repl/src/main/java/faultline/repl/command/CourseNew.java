package faultline.repl.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import faultline.course.OwnCourse;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.NextStep;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "course new", description = {
        "Writes a course of your own to begin with: one exercise.",
        "It is complete, and 'course check' proves it; change it and add others."},
        footer = {"course new my-course", "course new ~/os-2027"})
final class CourseNew implements Command {
    @Parameters(index = "0", paramLabel = "DIR", description = "The folder to make.")
    private String folder;

    @Inject CourseNew() {
    }

    @Override public Answer run() {
        Path place = OnDisk.path(folder);
        OwnCourse.create(place);
        String next = "course check " + folder;
        return Answer.of("a course of one exercise lies in " + place + "\n" + NextStep.line(next),
                Row.of("folder", place.toString()).and("next", next));
    }
}
