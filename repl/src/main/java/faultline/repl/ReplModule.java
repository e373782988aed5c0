package faultline.repl;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import jakarta.inject.Singleton;
import faultline.course.judge.Judge;
import faultline.course.student.Notebook;
import faultline.course.student.Studies;
import faultline.host.worker.Workers;
import faultline.lab.linux.YourKernel;
import faultline.repl.command.Command;
import faultline.repl.command.Commands;
import faultline.repl.command.Lines;
import faultline.repl.text.Strokes;
import faultline.repl.work.Conversation;
import faultline.repl.work.FailureFile;
import faultline.repl.work.JarFolder;
import faultline.repl.work.MachineProfiles;
import faultline.repl.work.Progress;
import faultline.repl.work.RunLog;
import faultline.repl.work.Screen;
import faultline.repl.work.Strategies;

/// Everything the desk is made of, in one screen.
final class ReplModule extends AbstractModule {
    private final Console console;
    private final Strategies strategies;

    ReplModule(Console console, Strategies strategies) {
        this.console = console;
        this.strategies = strategies;
    }

    @Override protected void configure() {
        bind(Console.class).toInstance(console);
        bind(Strategies.class).toInstance(strategies);
        bind(Lines.class).to(Script.class);
        Multibinder<Command> commands = Multibinder.newSetBinder(binder(), Command.class);
        Commands.ALL.forEach(command -> commands.addBinding().to(command));
    }

    @Provides @Singleton YourKernel yourKernel() {
        return YourKernel.here();
    }

    @Provides @Singleton Workers workers() {
        return Workers.of(WorkerRehearsal.cache().map(strategies.worker()::startedFrom)
                .orElseGet(strategies::worker));
    }

    @Provides @Singleton Judge judge(Workers workers, RunLog runs) {
        return new Judge(workers::start, runs::rows);
    }

    @Provides @Singleton Notebook notebook() {
        return new Notebook(StateFolder.file("course.json"), console.err()::println);
    }

    @Provides @Singleton Studies studies(Notebook notebook, Judge judge) {
        return new Studies(notebook, judge);
    }

    @Provides @Singleton JarFolder jars() {
        return new JarFolder(StateFolder.file("plugins"));
    }

    @Provides @Singleton MachineProfiles machines() {
        return new MachineProfiles(StateFolder.config("host.toml"));
    }

    @Provides @Singleton RunLog runs() {
        return new RunLog(StateFolder.file("runs"));
    }

    @Provides @Singleton FailureFile failures() {
        return new FailureFile(StateFolder.file("failures"));
    }

    @Provides @Singleton Screen screen() {
        return new Screen(console.out());
    }

    @Provides @Singleton Conversation conversation() {
        return new Conversation(console.out());
    }

    @Provides @Singleton Strokes strokes() {
        return Strokes.here();
    }

    @Provides @Singleton Progress progress() {
        return Progress.on(console.err());
    }
}
