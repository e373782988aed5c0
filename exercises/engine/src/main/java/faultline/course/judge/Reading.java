package faultline.course.judge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import faultline.course.Ask;
import faultline.course.Course;
import faultline.course.Exercise;
import faultline.course.Kind;
import faultline.course.Manifest;
import faultline.course.text.Page;

/// Reads a course as an editor does: whether texts fit, hints are there, and everything comes in its order.
public final class Reading {
    private static final int LESSON_LINES = 60;
    private static final int COLUMNS = 120;
    private static final int SCREEN_COLUMNS = 80;
    private static final int TYPED_COLUMNS = 100;   // what is typed cannot be broken
    private static final int LEVELS = 3;
    private static final int SHORTEST = 5;
    private static final int LONGEST = 120;
    private static final String PROMPT = "faultline> ";

    private final List<String> complaints = new ArrayList<>();

    private Reading() {
    }

    /// What is wrong, a text each; nothing is.
    public static List<String> complaints(Course course) {
        Reading reading = new Reading();
        course.exercises().forEach(reading::texts);
        course.exercises().forEach(reading::hints);
        reading.order(course.exercises());
        reading.concepts(course.exercises());
        return List.copyOf(reading.complaints);
    }

    private void texts(Exercise exercise) {
        long lines = Math.max(exercise.lesson().lines().count(), Page.text(exercise.lesson()).lines().count());
        unless(lines <= LESSON_LINES, exercise, "the lesson has " + lines + " lines, and a screen has "
                + LESSON_LINES);
        for (String text : List.of(exercise.lesson(), exercise.explanation(), exercise.realKernel())) {
            unless(text.startsWith("# ") && text.lines().count() >= 4, exercise,
                    "a text has no title, or says nothing: " + text);
            text.lines().filter(line -> line.length() > COLUMNS)
                    .forEach(line -> complain(exercise, "a line is longer than " + COLUMNS + ": " + line));
            Page.text(text).lines().filter(line -> line.length()
                            > (line.strip().startsWith(PROMPT) ? TYPED_COLUMNS : SCREEN_COLUMNS))
                    .forEach(line -> complain(exercise, "a picture is wider than a screen: " + line));
        }
    }

    private void hints(Exercise exercise) {
        Manifest manifest = exercise.manifest();
        Set<String> properties = new HashSet<>();
        manifest.check().forEach(check -> properties.add(check.id()));
        exercise.asks().forEach(ask -> properties.add(ask.id()));
        Set<String> ids = new HashSet<>();
        for (Manifest.Hint hint : manifest.hint()) {
            unless(ids.add(hint.id()), exercise, "two hints are named " + hint.id());
            unless(hint.levels().size() == LEVELS, exercise, "the hint " + hint.id() + " has " + hint.levels().size()
                    + " levels");
            unless(hint.property().isEmpty() || properties.contains(hint.property()), exercise, "the hint "
                    + hint.id() + " is for '" + hint.property() + "', which is no property");
        }
        unless(!manifest.hint().isEmpty() && manifest.hint().getLast().property().isEmpty(), exercise,
                "the last hint must be for everything else");
        unless(!manifest.wrong().isEmpty(), exercise, "there is no wrong answer");
        for (Ask ask : manifest.predict()) {
            unless(manifest.kind() != Kind.P || ask.form() == Ask.Form.TOKEN || !ask.again().isEmpty(), exercise,
                    "the prediction " + ask.id() + " has no follow-up");
        }
    }

    private void order(List<Exercise> exercises) {
        Set<String> before = new HashSet<>();
        for (Exercise exercise : exercises) {
            Manifest manifest = exercise.manifest();
            String folder = exercise.folder().getFileName().toString().replaceFirst("/$", "");
            unless(folder.replaceFirst("^\\d+-", "").equals(exercise.id()), exercise, "its folder is " + folder);
            manifest.requires().stream().filter(required -> !before.contains(required))
                    .forEach(required -> complain(exercise, "requires " + required + ", which does not come before"));
            unless(before.add(exercise.id()), exercise, "another one has this id");
            unless(manifest.minutes() >= SHORTEST && manifest.minutes() <= LONGEST, exercise, "takes "
                    + manifest.minutes() + " minutes");
        }
    }

    /// A concept may be used, and its name may stand in a lesson, in the exercise that introduces it and after it.
    private void concepts(List<Exercise> exercises) {
        Map<String, Integer> introduced = new TreeMap<>();
        for (int at = 0; at < exercises.size(); at++) {
            for (String concept : exercises.get(at).manifest().introduces()) {
                unless(introduced.put(concept, at) == null, exercises.get(at), "introduces '" + concept + "' again");
            }
        }
        for (int at = 0; at < exercises.size(); at++) {
            Exercise exercise = exercises.get(at);
            for (String concept : exercise.manifest().uses()) {
                unless(introduced.getOrDefault(concept, Integer.MAX_VALUE) < at, exercise, "uses '" + concept
                        + "' before it is introduced");
            }
            for (Map.Entry<String, Integer> concept : introduced.entrySet()) {
                unless(concept.getValue() <= at || !names(concept.getKey()).matcher(spoken(exercise)).find(),
                        exercise, "its lesson speaks of '" + concept.getKey() + "', which "
                        + exercises.get(concept.getValue()).id() + " introduces");
            }
        }
    }

    /// A lesson without the commands that it quotes: what is typed there is a name, not a concept.
    private static String spoken(Exercise exercise) {
        return exercise.lesson().lines().filter(line -> !line.strip().startsWith(PROMPT))
                .collect(Collectors.joining("\n"));
    }

    private static Pattern names(String concept) {
        return Pattern.compile("(?i)(?<![\\w-])" + Pattern.quote(concept) + "(?![\\w-])");
    }

    private void unless(boolean right, Exercise exercise, String complaint) {
        if (!right) {
            complain(exercise, complaint);
        }
    }

    private void complain(Exercise exercise, String complaint) {
        complaints.add(exercise.id() + ": " + complaint);
    }
}
