package faultline.repl.command;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.explore.ExploreJob;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import picocli.CommandLine.Option;

/// The options that say how far a search goes.
final class HowToExplore {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m|)");
    private static final Pattern SEEDS = Pattern.compile("(\\d{1,9})(?:\\.\\.(\\d{1,9}))?");
    private static final Pattern BOUND = Pattern.compile("(preemptions|staleness)=(\\d{1,9})");
    private static final int MOST_SEEDS = 1000;

    @Option(names = "--time", paramLabel = "10s", description = "When to stop; 30 s if nothing is said.")
    private String time;

    @Option(names = "--bound", paramLabel = "preemptions=N,staleness=N", split = ",",
            description = "Try less: so many switches away from a task that could go on, so many old values.")
    private List<String> bounds;

    @Option(names = "--random", paramLabel = "N|A..B",
            description = "At random (PCT), with seeds 1 to N or A to B, in place of all.")
    private String random;

    Duration time(Duration usual) {
        if (time == null) {
            return usual;
        }
        Matcher typed = TIME.matcher(time);
        if (!typed.matches() || Long.parseLong(typed.group(1)) == 0) {
            throw new Trouble(Exit.USAGE, "--time: '" + time + "' is no time").why("such as 10s, 500ms or 2m");
        }
        long number = Long.parseLong(typed.group(1));
        return switch (typed.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
        };
    }

    boolean isBounded() {
        return bounds != null;
    }

    boolean isRandom() {
        return random != null;
    }

    /// The bound of that name; as good as none if it was not typed.
    int bound(String name) {
        int found = Integer.MAX_VALUE;
        for (String bound : bounds == null ? List.<String>of() : bounds) {
            Matcher typed = BOUND.matcher(bound);
            if (!typed.matches()) {
                throw new Trouble(Exit.USAGE, "--bound: '" + bound + "' is no bound")
                        .why("such as preemptions=2 or staleness=1");
            }
            found = typed.group(1).equals(name) ? Integer.parseInt(typed.group(2)) : found;
        }
        return found;
    }

    List<ExploreJob.Seed> seeds() {
        if (random == null) {
            return List.of();
        }
        Matcher typed = SEEDS.matcher(random);
        if (!typed.matches()) {
            throw new Trouble(Exit.USAGE, "--random: '" + random + "' are no seeds").why("such as 8, or 5..12");
        }
        long first = typed.group(2) == null ? 1 : Long.parseLong(typed.group(1));
        long last = Long.parseLong(typed.group(2) == null ? typed.group(1) : typed.group(2));
        if (last < first || last - first >= MOST_SEEDS) {
            throw new Trouble(Exit.USAGE, "--random: '" + random + "' are " + (last < first ? "no" : "too many")
                    + " seeds").why("at least one, and at most " + MOST_SEEDS);
        }
        return LongStream.rangeClosed(first, last).mapToObj(ExploreJob.Seed::new).toList();
    }
}
