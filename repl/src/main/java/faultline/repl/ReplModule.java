package faultline.repl;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import jakarta.inject.Singleton;
import faultline.repl.command.Command;
import faultline.repl.command.Commands;
import faultline.repl.work.Progress;
import faultline.repl.work.Strategies;

/// Everything the desk is made of, in one screen.
final class ReplModule extends AbstractModule {
    private final Console console;

    ReplModule(Console console) {
        this.console = console;
    }

    @Override protected void configure() {
        Multibinder<Command> commands = Multibinder.newSetBinder(binder(), Command.class);
        Commands.ALL.forEach(command -> commands.addBinding().to(command));
    }

    @Provides @Singleton Console console() {
        return console;
    }

    @Provides @Singleton Strategies strategies() {
        return Strategies.installed();
    }

    @Provides @Singleton Progress progress() {
        return Progress.on(console.err());
    }
}
