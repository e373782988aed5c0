package faultline.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import com.google.inject.Guice;
import com.google.inject.Injector;
import faultline.course.judge.Judge;
import faultline.host.Exit;
import faultline.host.worker.Workers;
import faultline.repl.work.JarFolder;
import faultline.repl.work.SessionWorker;
import faultline.repl.work.Strategies;

/// `faultline COMMAND …` runs that one; without a command it is a prompt on a terminal, and reads commands
/// where standard input is a pipe, with what options such as `--plugins` say done before.
final class Main {
    /// Asked by the shells' completion files: the words so far, the last of them begun.
    private static final String COMPLETE = "--complete";

    private Main() {
    }

    static void main(String[] arguments) throws IOException {
        List<String> words = List.of(arguments);
        if (words.equals(List.of("--version")) || words.equals(List.of("-V"))) {
            System.out.print(Version.answer().text());   // nothing has to be wired for that
            return;
        }
        if (words.isEmpty() && System.getProperty(WorkerRehearsal.PROPERTY) != null) {
            WorkerRehearsal.run(Strategies.with(List.of()), Path.of(System.getProperty(WorkerRehearsal.PROPERTY)));
            return;
        }
        Interrupts interrupts = Interrupts.of(Thread.currentThread());
        CompletableFuture<Injector> desk = CompletableFuture.supplyAsync(Main::wired);
        Exit exit = run(desk, words, interrupts);
        desk.join().getInstance(SessionWorker.class).close();
        desk.join().getInstance(Judge.class).close();
        desk.join().getInstance(Workers.class).close();
        desk.join().getInstance(JarFolder.class).close();
        interrupts.done();
        System.exit(exit.code());
    }

    private static Injector wired() {
        return Guice.createInjector(new ReplModule(Console.standard(), Strategies.installed()));
    }

    private static Exit run(CompletableFuture<Injector> desk, List<String> words, Interrupts interrupts)
            throws IOException {
        if (words.size() > 1 && words.getFirst().equals(COMPLETE)) {
            desk.join().getInstance(CommandTree.class)
                    .complete(words.subList(1, words.size() - 1), words.getLast())
                    .forEach(choice -> System.out.println(choice.value() + "\t" + choice.meaning()));
            return Exit.GOOD;
        }
        if (!words.isEmpty() && !desk.join().getInstance(CommandTree.class).opens(words)) {
            return desk.join().getInstance(CommandTree.class).run(words);
        }
        if (Boolean.getBoolean(Rehearsal.PROPERTY)) {
            Rehearsal.run(desk);
            return Exit.GOOD;
        }
        CommandTree.Opening opening = words.isEmpty() ? new CommandTree.Opening(Exit.GOOD, false)
                : desk.join().getInstance(CommandTree.class).open(words);
        if (opening.begun() == Exit.USAGE) {
            return Exit.USAGE;
        }
        if (System.console() != null && System.console().isTerminal()) {
            interrupts.done();   // from here on the terminal says
            new Prompt(desk.thenApply(wired -> wired.getInstance(Prompt.Desk.class))).run();
            return Exit.GOOD;
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Exit exit = desk.join().getInstance(Script.class).run(in, opening.keepGoing());
        return exit == Exit.GOOD ? opening.begun() : exit;
    }
}
