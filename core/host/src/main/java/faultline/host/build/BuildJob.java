package faultline.host.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;

/// Makes one jar of a plugin: compiles its sources, and declares its module where they do not. What is built
/// already is copied. A [Trouble] with [Exit#PLUGIN] has the compiler's messages.
public record BuildJob() implements Job<BuildJob.Order, BuildJob.Built> {

    /// @param source  a folder, a Java file or a jar
    /// @param modules where the modules lie that it may require
    /// @param jar     what to write
    public record Order(String source, List<String> modules, String jar) {
    }

    /// @param files how many Java files were compiled
    public record Built(int files) {
    }

    @Override public void run(Order order, JobContext<Built> context) throws IOException {
        Sources sources = Sources.at(Path.of(order.source()));
        Path jar = Path.of(order.jar());
        if (sources.built()) {
            Files.write(jar, Jar.of(sources.root()));
        } else {
            List<Path> modules = order.modules().stream().map(Path::of).toList();
            Path classes = Files.createTempDirectory("classes");
            Compilation.of(sources, modules).into(classes);
            if (!Files.exists(classes.resolve(Descriptor.FILE))) {
                Descriptor.of(classes, modules).writeTo(classes);
            }
            Files.write(jar, Jar.of(classes));
        }
        context.reply(new Built(sources.files().size()));
    }
}
