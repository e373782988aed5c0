package faultline.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What could be typed next, read from the command tree.
final class Completion {
    private Completion() {
    }

    /// What could stand in the place of `word`, after the words before it.
    static List<Choice> of(CommandSpec root, List<String> before, String word) {
        return candidates(root, before, word).filter(choice -> choice.value().startsWith(word)).toList();
    }

    private static Stream<Choice> candidates(CommandSpec root, List<String> before, String word) {
        int begin = Groups.begin(root, before);
        if (begin == before.size() && begin > 0 && opensValue(root, before.getLast())) {
            return values(option(root, before.getLast()));
        }
        List<String> rest = new ArrayList<>(before.subList(begin, before.size()));
        rest.removeIf(typed -> option(root, typed) != null);
        if (rest.isEmpty()) {
            return word.startsWith("-") ? options(root, before) : commands(root);
        }
        rest = Groups.joined(root, rest);
        String name = rest.getFirst();
        String group = Groups.group(root.subcommands().keySet(), rest.getLast());
        if (!group.isEmpty() && (rest.size() == 1 || rest.size() == 2 && name.equals("help"))) {
            return Groups.seconds(all(root), group);
        }
        Optional<CommandSpec> command = command(root, name);
        if (command.isEmpty()) {
            return Stream.empty();
        }
        if (name.equals("help")) {
            return rest.size() == 1 ? commands(root) : Stream.empty();
        }
        return innermost(command.get(), rest.subList(1, rest.size()), word);
    }

    /// Of a command that takes another one: those that it takes, then what that one takes.
    private static Stream<Choice> innermost(CommandSpec command, List<String> before, String word) {
        if (command.subcommands().isEmpty()) {
            return arguments(command, before, word);
        }
        for (int at = 0; at < before.size(); at++) {
            Optional<CommandSpec> inner = command(command, before.get(at));
            if (inner.isPresent()) {
                return arguments(inner.get(), before.subList(at + 1, before.size()), word);
            }
        }
        return word.startsWith("-") || !before.isEmpty() && option(command, before.getLast()) != null
                ? arguments(command, before, word) : commands(command);
    }

    private static Stream<Choice> arguments(CommandSpec command, List<String> before, String word) {
        OptionSpec open = before.isEmpty() ? null : option(command, before.getLast());
        if (open != null && open.arity().max() > 0) {
            return lastOfList(word, values(open));
        }
        if (word.startsWith("-")) {
            return options(command, before);
        }
        int position = positionals(command, before);
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            if (parameter.index().contains(position)) {
                return values(parameter).filter(choice -> !before.contains(choice.value()));
            }
        }
        return options(command, before);
    }

    /// How many of the words are no options, nor their values.
    private static int positionals(CommandSpec command, List<String> before) {
        int count = 0;
        for (int at = 0; at < before.size(); at++) {
            OptionSpec option = option(command, before.get(at));
            if (option != null) {
                at += option.arity().max();
            } else if (!before.get(at).startsWith("-")) {
                count++;
            }
        }
        return count;
    }

    private static boolean opensValue(CommandSpec root, String typed) {
        OptionSpec option = option(root, typed);
        return option != null && option.arity().max() > 0;
    }

    private static List<CommandSpec> all(CommandSpec root) {
        return root.subcommands().values().stream().map(CommandLine::getCommandSpec).distinct().toList();
    }

    private static Stream<Choice> commands(CommandSpec root) {
        return Groups.firsts(all(root));
    }

    private static Optional<CommandSpec> command(CommandSpec root, String typed) {
        CommandLine exact = root.subcommands().get(typed);
        if (exact != null) {
            return Optional.of(exact.getCommandSpec());
        }
        List<CommandSpec> fitting = root.subcommands().values().stream().map(CommandLine::getCommandSpec)
                .filter(command -> command.name().startsWith(typed)).distinct().toList();
        return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    }

    /// The library would take `help` for `--help`.
    private static OptionSpec option(CommandSpec command, String typed) {
        return typed.startsWith("-") ? command.findOption(typed) : null;
    }

    private static Stream<Choice> options(CommandSpec command, List<String> before) {
        return command.options().stream().filter(option -> !option.hidden())
                .filter(option -> Stream.of(option.names()).noneMatch(before::contains))
                .map(option -> new Choice(option.longestName(), String.join(" ", option.description())));
    }

    private static Stream<Choice> values(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return switch (candidates) {
            case null -> Stream.empty();
            case Choices choices -> choices.all().stream();
            default -> {
                List<Choice> plain = new ArrayList<>();
                candidates.forEach(value -> plain.add(new Choice(value, "")));
                yield plain.stream();
            }
        };
    }

    /// In `1,2,` only what follows the last comma is completed.
    private static Stream<Choice> lastOfList(String word, Stream<Choice> choices) {
        String done = word.substring(0, word.lastIndexOf(',') + 1);
        return choices.map(choice -> new Choice(done + choice.value(), choice.meaning()));
    }
}
