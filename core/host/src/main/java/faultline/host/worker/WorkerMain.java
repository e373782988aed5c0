package faultline.host.worker;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.scan.Offence;
import faultline.lab.scan.Unseen;

/// A worker's own side. The first thread listens to the parent for as long as there is one; jobs run on a
/// thread of their own, so a job that blocks or loops cannot keep the worker from hearing that its parent is
/// gone. Then it halts: no shutdown hook, finaliser or thread of student code can hold it.
final class WorkerMain {
    /// Set where the JVM goes on after its end, in the folder that it had.
    static final String STAYS = "faultline.worker.stays";

    private static final int TRACE_FRAMES = 30;
    private static final int LONGEST_TEXT = 4000;

    private final Channel channel;
    private final Map<Class<?>, Object> kept = new ConcurrentHashMap<>();
    private Thread runner;
    private JobContext<Object> context;

    private WorkerMain(Channel channel) {
        this.channel = channel;
    }

    static void main(String[] arguments) throws IOException {
        Path socket = Path.of(arguments[0]);
        String token = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        try {
            Channel channel = Channel.connect(socket);
            channel.send(new Message.Hello(token));
            new WorkerMain(channel).serve();
        } finally {
            if (!Boolean.getBoolean(STAYS)) {
                Scratch.delete(socket.getParent());
            }
            Runtime.getRuntime().halt(Exit.INTERRUPTED.code());
        }
    }

    private void serve() throws IOException {
        for (Message message = channel.receive(); message != null; message = channel.receive()) {
            switch (message) {
                case Message.Run run -> start(run);
                case Message.Cancel _ -> cancel();
                default -> throw new IOException("not for a worker: " + message);
            }
        }
    }

    private void start(Message.Run run) {
        JobContext<Object> own = new JobContext<>(
                answer -> send(new Message.Reply(Wire.encode(types(run)[1], answer))), kept);
        context = own;
        runner = new Thread(() -> send(perform(run, own)), "job");
        runner.setDaemon(true);
        runner.start();
    }

    private void cancel() {
        if (context != null) {
            context.cancel();
            channel.interrupt(runner);
        }
    }

    /// Runs the job to its end, whatever end that is, and says how it was.
    private static Message perform(Message.Run run, JobContext<Object> context) {
        try {
            Object request = Wire.decode(types(run)[0], run.request());
            make(run).run(request, context);
            return new Message.Done();
        } catch (Trouble trouble) {
            return Message.Failure.of(trouble, "");
        } catch (Unseen blind) {
            return Message.Failure.of(new Trouble(Exit.INCONCLUSIVE, blind.getMessage())
                    .why(Offence.told(blind.offences())), "");
        } catch (Throwable thrown) {
            return failure(thrown);
        }
    }

    private static Message failure(Throwable thrown) {
        try {
            String what = cut(thrown.toString());
            Trouble trouble = new Trouble(Exit.BUG, what).where(place(thrown));
            return thrown instanceof OutOfMemoryError ? new Message.OutOfRoom(what)
                    : Message.Failure.of(trouble, cut(trace(thrown)));
        } catch (Throwable broken) {   // an exception may be student code too
            return Message.Failure.of(new Trouble(Exit.BUG, thrown.getClass().getName()), "");
        }
    }

    @SuppressWarnings("unchecked")   // Worker.run let only a request of the job's own type be sent
    private static Job<Object, Object> make(Message.Run run) throws ReflectiveOperationException {
        Constructor<?> constructor = type(run).getDeclaredConstructor();
        constructor.trySetAccessible();
        return (Job<Object, Object>) constructor.newInstance();
    }

    private static Class<?> type(Message.Run run) {
        Class<?> type = ModuleLayer.boot().findModule(run.module())
                .map(module -> Class.forName(module, run.job())).orElse(null);
        if (type == null || !Job.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException("no job " + run.job() + " in module " + run.module());
        }
        return type;
    }

    private static Type[] types(Message.Run run) {
        return types(type(run));
    }

    /// What a job is asked and what it answers, read from its `implements Job<Q, R>`.
    static Type[] types(Class<?> job) {
        return Arrays.stream(job.getGenericInterfaces())
                .filter(type -> type instanceof ParameterizedType it && it.getRawType() == Job.class)
                .map(type -> ((ParameterizedType) type).getActualTypeArguments())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(job.getName() + " is no Job<Q, R> itself"));
    }

    private void send(Message message) {
        try {
            channel.send(message);
        } catch (IOException parentGone) {
            return;   // the first thread hears of it too, and halts
        }
    }

    /// The innermost frame that is not the JDK's.
    private static String place(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getModuleName() == null || !frame.getModuleName().startsWith("java."))
                .findFirst().map(WorkerMain::bare).orElse("");
    }

    /// The frame without its module and that module's version, which a student did not choose.
    private static String bare(StackTraceElement frame) {
        return new StackTraceElement(frame.getClassName(), frame.getMethodName(), frame.getFileName(),
                frame.getLineNumber()).toString();
    }

    private static String trace(Throwable thrown) {
        Stream<String> frames = Arrays.stream(thrown.getStackTrace()).limit(TRACE_FRAMES)
                .map(frame -> "  at " + bare(frame));
        Stream<String> cause = thrown.getCause() == null ? Stream.empty()
                : Stream.of("caused by " + thrown.getCause(), trace(thrown.getCause()));
        return Stream.concat(frames, cause).collect(Collectors.joining("\n"));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + " ...";
    }
}
