package faultline.repl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import faultline.repl.text.Choice;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Commands of two words, such as `plugin load`. The command tree knows each as one name with a blank in it.
final class Groups {
    private Groups() {
    }

    /// The typed words with the two words of such a command as one; `help plugin load` has them second.
    static List<String> joined(CommandSpec root, List<String> words) {
        Collection<String> names = root.subcommands().keySet();
        int first = begin(root, words);
        if (first < words.size() && isHelp(names, words.get(first))) {
            first++;
        }
        if (first + 1 >= words.size() || words.get(first + 1).startsWith("-")) {
            return words;
        }
        String group = group(names, words.get(first));
        if (group.isEmpty()) {
            return words;
        }
        List<String> joined = new ArrayList<>(words.subList(0, first));
        joined.add(group + " " + words.get(first + 1));
        joined.addAll(words.subList(first + 2, words.size()));
        return joined;
    }

    /// The command that the first word names, in full or by a prefix that no other command has.
    static Optional<String> commandNamed(CommandSpec root, List<String> words) {
        int first = begin(root, words);
        if (first >= words.size()) {
            return Optional.empty();
        }
        List<String> names = List.copyOf(root.subcommands().keySet());
        List<String> fitting = names.contains(words.get(first)) ? List.of(words.get(first))
                : names.stream().filter(name -> name.startsWith(words.get(first))).toList();
        return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    }

    /// Where the command begins: behind the options of `faultline` itself, and their values.
    static int begin(CommandSpec root, List<String> words) {
        int first = 0;
        while (first < words.size() && words.get(first).startsWith("-")) {
            first += takesNext(root, words.get(first)) ? 2 : 1;
        }
        return Math.min(first, words.size());
    }

    private static boolean takesNext(CommandSpec root, String option) {
        List<OptionSpec> fitting = root.options().stream()
                .filter(one -> Stream.of(one.names()).anyMatch(name -> name.startsWith(option))).toList();
        OptionSpec exact = root.optionsMap().get(option);
        OptionSpec meant = exact != null || fitting.size() != 1 ? exact : fitting.getFirst();
        return meant != null && meant.arity().max() > 0;
    }

    /// The first word of a command of two, if this is it or begins it, and begins nothing else; else nothing.
    static String group(Collection<String> names, String word) {
        List<String> firsts = names.stream().map(Groups::first).distinct()
                .filter(name -> name.startsWith(word)).toList();
        List<String> fitting = firsts.contains(word) ? List.of(word) : firsts;
        boolean isGroup = fitting.size() == 1
                && names.stream().anyMatch(name -> name.startsWith(fitting.getFirst() + " "));
        return isGroup ? fitting.getFirst() : "";
    }

    /// What may follow the first word.
    static Stream<Choice> seconds(Collection<CommandSpec> commands, String group) {
        return commands.stream().filter(command -> command.name().startsWith(group + " "))
                .map(command -> new Choice(command.name().substring(group.length() + 1), meaning(command)));
    }

    /// What may come first: a command, or the first word of several.
    static Stream<Choice> firsts(Collection<CommandSpec> commands) {
        return commands.stream().filter(command -> isFirstOfGroup(commands, command)).map(command ->
                command.name().contains(" ") ? new Choice(first(command.name()), String.join(", ",
                        seconds(commands, first(command.name())).map(Choice::value).toList()))
                        : new Choice(command.name(), meaning(command)));
    }

    private static boolean isFirstOfGroup(Collection<CommandSpec> commands, CommandSpec command) {
        return !command.name().contains(" ") || commands.stream()
                .filter(other -> first(other.name()).equals(first(command.name()))).findFirst().orElseThrow()
                == command;
    }

    private static boolean isHelp(Collection<String> names, String word) {
        return word.equals("h") || names.stream().filter(name -> name.startsWith(word)).distinct().toList()
                .equals(List.of("help"));
    }

    private static String first(String name) {
        int blank = name.indexOf(' ');
        return blank < 0 ? name : name.substring(0, blank);
    }

    private static String meaning(CommandSpec command) {
        return command.usageMessage().description()[0];
    }
}
