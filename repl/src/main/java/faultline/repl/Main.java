package faultline.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import com.google.inject.Guice;
import com.google.inject.Injector;
import faultline.host.Exit;
import faultline.host.worker.Workers;
import faultline.repl.work.JarFolder;
import faultline.repl.work.SessionWorker;
import faultline.repl.work.Strategies;

/// `faultline COMMAND …` runs that one; without a command it is a prompt on a terminal, and reads commands
/// where standard input is a pipe.
final class Main {
    private static final String KEEP_GOING = "--keep-going";

    private Main() {
    }

    static void main(String[] arguments) throws IOException {
        List<String> words = List.of(arguments);
        Interrupts interrupts = Interrupts.of(Thread.currentThread());
        Injector injector = Guice.createInjector(new ReplModule(Console.standard(), Strategies.installed()));
        Exit exit = run(injector, words, interrupts);
        injector.getInstance(SessionWorker.class).close();
        injector.getInstance(Workers.class).close();
        injector.getInstance(JarFolder.class).close();
        interrupts.done();
        System.exit(exit.code());
    }

    private static Exit run(Injector injector, List<String> words, Interrupts interrupts) throws IOException {
        boolean keepGoing = words.equals(List.of(KEEP_GOING));
        if (!words.isEmpty() && !keepGoing) {
            return injector.getInstance(CommandTree.class).run(words);
        }
        if (System.console() != null && System.console().isTerminal()) {
            interrupts.done();   // from here on the terminal says
            injector.getInstance(Prompt.class).run();
            return Exit.GOOD;
        }
        return injector.getInstance(Script.class)
                .run(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), keepGoing);
    }
}
