package faultline.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.text.Nearest;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What to tell somebody whose words no command takes.
final class Misuse {
    private static final Pattern SEVERAL = Pattern.compile(
            "(?:Error: )?'(.*)' is not unique: it matches (.*)");

    private static final String DASH = "-";   // which the library takes for an option without a name, and fails

    private Misuse() {
    }

    static Trouble trouble(ParameterException misuse, List<String> words) {
        if (misuse.getCause() instanceof Trouble trouble) {
            return trouble;
        }
        CommandSpec command = misuse.getCommandLine().getCommandSpec();
        if (words.contains(DASH)) {
            return unmatched(DASH, command, words);
        }
        return switch (misuse) {
            case UnmatchedArgumentException unmatched ->
                    unmatched(unmatched.getUnmatched().getFirst(), command, words);
            case MissingParameterException missing ->
                    new Trouble(Exit.USAGE, command.name() + " needs " + missing(missing))
                            .next(help(command));
            case OverwrittenOptionException twice -> new Trouble(Exit.USAGE, command.name() + ": "
                    + ((OptionSpec) twice.getOverwritten()).longestName() + " is there twice")
                    .next(help(command));
            default -> other(misuse, command);
        };
    }

    /// What is missing, and whatever has to come after it.
    private static String missing(MissingParameterException misuse) {
        if (misuse.getMissing().getFirst() instanceof PositionalParamSpec first) {
            return first.command().positionalParameters().stream()
                    .filter(p -> p.index().min() >= first.index().min() && p.arity().min() > 0)
                    .map(PositionalParamSpec::paramLabel).collect(Collectors.joining(" and "));
        }
        return misuse.getMissing().stream().map(option -> ((OptionSpec) option).longestName())
                .collect(Collectors.joining(" and "));
    }

    private static Trouble unmatched(String word, CommandSpec command, List<String> words) {
        if (word.startsWith("-")) {
            Optional<String> near = word.equals(DASH) ? Optional.empty()
                    : Nearest.to(word, List.copyOf(command.optionsMap().keySet()));
            Trouble trouble = new Trouble(Exit.USAGE, command.name() + " has no option '" + word + "'");
            return near.map(option -> trouble.why("did you mean " + option + "?")
                    .next(corrected(words, word, option)))
                    .orElseGet(() -> trouble.next(help(command)));
        }
        if (command.parent() != null && command.subcommands().isEmpty()) {
            return new Trouble(Exit.USAGE, command.name() + " does not take '" + word + "'")
                    .next(help(command));
        }
        List<String> names = new ArrayList<>(command.subcommands().keySet());
        Trouble trouble = new Trouble(Exit.USAGE, command.parent() == null ? "no command is named '" + word + "'"
                : command.name() + " does not take '" + word + "'");
        return Nearest.to(word, names)
                .map(near -> trouble.why("did you mean " + near + "?").next(corrected(words, word, near)))
                .orElseGet(() -> trouble.next(help(command)));
    }

    /// The only values that the library converts are numbers. Else its words, but for a prefix that several
    /// names have: its message has them in quotes, the prefix first.
    private static Trouble other(ParameterException misuse, CommandSpec command) {
        if (misuse.getArgSpec() instanceof OptionSpec option && misuse.getValue() != null) {
            return new Trouble(Exit.USAGE, option.longestName() + ": '"
                    + misuse.getValue() + "' is no number")
                    .next(help(command));
        }
        if (misuse.getArgSpec() instanceof PositionalParamSpec word && misuse.getValue() != null) {
            return new Trouble(Exit.USAGE, command.name() + ": '" + misuse.getValue() + "' is no number for "
                    + word.paramLabel()).next(help(command));
        }
        Matcher several = SEVERAL.matcher(misuse.getMessage());
        if (several.matches()) {
            String typed = several.group(1);
            boolean group = several.group(2).contains("'" + typed + " ");
            String names = several.group(2).replace("'", "");
            return new Trouble(Exit.USAGE, "'" + typed + "' could be " + (group ? names : firsts(names)))
                    .next(group ? "help " + typed : help(command));
        }
        return new Trouble(Exit.USAGE, headline(misuse.getMessage())).next(help(command));
    }

    /// Of commands of two words, their first alone.
    private static String firsts(String names) {
        return Stream.of(names.split(", ")).map(name -> name.split(" ")[0]).distinct()
                .collect(Collectors.joining(", "));
    }

    private static String corrected(List<String> words, String wrong, String right) {
        return words.stream().map(word -> word.equals(wrong) ? right : word).collect(Collectors.joining(" "));
    }

    private static String help(CommandSpec command) {
        return command.parent() == null ? "help" : "help " + command.name();
    }

    private static String headline(String message) {
        String first = message.lines().findFirst().orElse("");
        return (Character.toLowerCase(first.charAt(0)) + first.substring(1)).replaceFirst("\\.$", "");
    }
}
