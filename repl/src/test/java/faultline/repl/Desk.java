package faultline.repl;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import faultline.course.judge.Judge;
import faultline.course.student.Notebook;
import faultline.host.Exit;
import faultline.host.worker.Workers;
import faultline.lab.linux.YourKernel;
import faultline.repl.work.FailureFile;
import faultline.repl.work.JarFolder;
import faultline.repl.work.MachineProfiles;
import faultline.repl.work.RunLog;
import faultline.repl.work.SessionWorker;
import faultline.repl.work.Strategies;

/// All of the desk but the terminal; what goes to standard output and standard error is one text.
final class Desk implements AutoCloseable {
    private final StringWriter printed = new StringWriter();
    private final PrintWriter writer = new PrintWriter(printed);
    private final Injector injector;

    Desk() {
        this(List.of());
    }

    /// With the strategies of these jars and folders besides the product's.
    Desk(List<Path> plugins) {
        this.injector = Guice.createInjector(product(plugins));
    }

    /// Over another kernel than the one beneath, as far as anybody asks what it is.
    Desk(YourKernel kernel) {
        this(binder -> binder.bind(YourKernel.class).toInstance(kernel));
    }

    /// With the profile of this host in that file.
    static Desk withHost(Path profile) {
        return new Desk(binder ->
                binder.bind(MachineProfiles.class).toInstance(new MachineProfiles(profile)));
    }

    /// With the progress of a student in that file.
    static Desk ofStudent(Path notebook) {
        return new Desk(binder -> binder.bind(Notebook.class).toInstance(new Notebook(notebook, _ -> { })));
    }

    /// With all that outlives a run in that folder, over that kernel.
    static Desk in(Path folder, YourKernel kernel) {
        return new Desk(binder -> {
            binder.bind(YourKernel.class).toInstance(kernel);
            binder.bind(MachineProfiles.class).toInstance(new MachineProfiles(folder.resolve("host.toml")));
            binder.bind(Notebook.class).toInstance(new Notebook(folder.resolve("course.json"), _ -> { }));
            binder.bind(RunLog.class).toInstance(new RunLog(folder.resolve("runs")));
            binder.bind(FailureFile.class).toInstance(new FailureFile(folder.resolve("failures")));
        });
    }

    /// With these parts in place of the product's.
    static Desk with(Module instead) {
        return new Desk(instead);
    }

    private Desk(Module instead) {
        this.injector = Guice.createInjector(Modules.override(product(List.of())).with(instead));
    }

    private ReplModule product(List<Path> plugins) {
        QuickWorkers.begin();
        return new ReplModule(new Console(writer, writer), Strategies.with(plugins));
    }

    /// Runs a line as the prompt does.
    Exit run(String line) {
        return injector.getInstance(CommandTree.class).run(Words.of(line));
    }

    /// What was printed since the last time somebody asked.
    String printed() {
        writer.flush();
        String text = printed.toString();
        printed.getBuffer().setLength(0);
        return text;
    }

    <T> T part(Class<T> type) {
        return injector.getInstance(type);
    }

    @Override public void close() {
        part(SessionWorker.class).close();
        part(Judge.class).close();
        part(Workers.class).close();
        part(JarFolder.class).close();
    }
}
