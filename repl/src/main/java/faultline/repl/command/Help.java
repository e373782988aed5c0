package faultline.repl.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.text.Answer;
import faultline.repl.text.Choices;
import faultline.repl.text.Nearest;
import faultline.repl.text.Row;
import faultline.repl.text.Table;
import faultline.repl.text.Wrapped;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@CommandLine.Command(name = "help", aliases = "h", description = "The commands, or how to type one of them.",
        footer = {"help", "help compare"})
public final class Help implements Command {
    private static final String EXITS = "Exit codes: 0 good, 1 checked and failed, 2 usage, 3 inconclusive,"
            + " 4 plugin does not load, 5 a bug of ours, 124 time limit, 130 interrupted.";

    private static final int WIDEST = 20;
    private static final char TOGETHER = '\u00a0';   // a blank at which no line ends

    @Parameters(index = "0", arity = "0..1", paramLabel = "COMMAND",
            description = "One of those that 'help' lists.")
    private String name;

    @Spec private CommandSpec spec;

    @Override public Answer run() {
        if (name == null) {
            return overview(spec.root());
        }
        Collection<String> names = spec.root().subcommands().keySet();
        List<String> fitting = names.contains(name) ? List.of(name)
                : names.stream().filter(command -> command.startsWith(name)).toList();
        if (fitting.size() > 1 && fitting.stream().allMatch(command -> command.contains(" "))) {
            return listed(spec.root(), fitting, "", "next: help " + fitting.getFirst() + "\n");
        }
        if (fitting.size() != 1) {
            Trouble trouble = new Trouble(Exit.USAGE, "no command is named '" + name + "'");
            Optional<String> near = Nearest.to(name, names);
            throw near.map(n -> trouble.why("did you mean " + n + "?").next("help " + n))
                    .orElseGet(() -> trouble.next("help"));
        }
        return of(spec.root().subcommands().get(fitting.getFirst()).getCommandSpec());
    }

    /// All commands on one screen.
    public static Answer overview(CommandSpec root) {
        return listed(root, root.subcommands().keySet(), "Page faults and uprobes over seven ways to lock a VMA.\n\n",
                "\nA command may be cut short where no other begins so. Every command takes --json,\n"
                        + "and --time-limit SECONDS, which stops a strategy that goes on for ever.\n"
                        + "'help COMMAND' says more of one.\nnext: exercises\n");
    }

    private static Answer listed(CommandSpec root, Collection<String> names, String above, String below) {
        Table table = new Table().words("").words("");
        List<Row> rows = new ArrayList<>();
        for (CommandSpec command : commands(root)) {
            if (names.contains(command.name())) {
                table.row("  " + command.name(), summary(command));
                rows.add(Row.of("command", command.name()).and("synopsis", synopsis(command))
                        .and("summary", summary(command)));
            }
        }
        return Answer.of(above + table + below, rows);
    }

    /// One command: what it does, how it is typed, two examples, how it ends.
    public static Answer of(CommandSpec command) {
        StringBuilder text = new StringBuilder(Wrapped.text("", "         ", "usage:   "
                + usage(command)).replace(TOGETHER, ' ')).append('\n');
        for (String line : command.usageMessage().description()) {
            text.append(Wrapped.text("", "", line));
        }
        text.append('\n').append(arguments(command)).append(workloads(command)).append("\nexamples:\n");
        for (String example : command.usageMessage().footer()) {
            text.append("  ").append(example).append('\n');
        }
        text.append('\n').append(Wrapped.text("", "  ", EXITS));
        return Answer.of(text.toString(), Row.of("command", command.name()).and("synopsis", synopsis(command))
                .and("summary", summary(command)).and("examples", List.of(command.usageMessage().footer())));
    }

    private static String arguments(CommandSpec command) {
        Map<String, String> meanings = new LinkedHashMap<>();
        command.positionalParameters().forEach(p -> meanings.put(p.paramLabel(), meaning(p)));
        command.options().stream().filter(o -> !o.hidden()).forEach(o -> meanings.put(typed(o), meaning(o)));
        return listed(meanings, WIDEST);
    }

    /// What can be measured, where that is asked for.
    private static String workloads(CommandSpec command) {
        Map<String, String> meanings = new LinkedHashMap<>();
        command.positionalParameters().stream().map(ArgSpec::completionCandidates)
                .filter(choices -> choices instanceof Workloads || choices instanceof RealWorkloads)
                .flatMap(choices -> ((Choices) choices).all().stream())
                .forEach(workload -> meanings.put(workload.value(), workload.meaning()));
        return meanings.isEmpty() ? "" : "\nworkloads:\n" + listed(meanings, WIDEST);
    }

    /// Names to the left, meanings beside them; below a name that is wide, so that it does not push all
    /// others.
    private static String listed(Map<String, String> meanings, int widest) {
        int width = meanings.keySet().stream().mapToInt(String::length).filter(w -> w <= widest).max()
                .orElse(widest);
        String indent = " ".repeat(width + 4);
        StringBuilder lines = new StringBuilder();
        meanings.forEach((name, meaning) -> {
            boolean fits = name.length() <= width;
            lines.append(fits ? "" : "  " + name + "\n");
            lines.append(Wrapped.text(fits ? ("  " + name + indent).substring(0, width + 4) : indent, indent,
                    meaning));
        });
        return lines.toString();
    }

    private static Collection<CommandSpec> commands(CommandSpec root) {
        Collection<CommandSpec> once = new LinkedHashSet<>();
        root.subcommands().values().forEach(command -> once.add(command.getCommandSpec()));
        return once;
    }

    private static String synopsis(CommandSpec command) {
        return usage(command).replace(TOGETHER, ' ');
    }

    /// As one line, with [#TOGETHER] between an option and its value.
    private static String usage(CommandSpec command) {
        StringBuilder line = new StringBuilder(command.name());
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            String label = parameter.paramLabel() + (parameter.isMultiValue() ? "…" : "");
            line.append(' ').append(parameter.arity().min() > 0 ? label : "[" + label + "]");
        }
        command.options().stream().filter(o -> !o.inherited())
                .forEach(o -> line.append(" [").append(typed(o).replace(' ', TOGETHER)).append(']'));
        return line + (command.subcommands().isEmpty() ? "" : " COMMAND");
    }

    private static String typed(OptionSpec option) {
        String names = String.join(", ", option.names());
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    private static String summary(CommandSpec command) {
        return command.usageMessage().description()[0];
    }

    private static String meaning(ArgSpec argument) {
        return String.join(" ", argument.description());
    }
}
