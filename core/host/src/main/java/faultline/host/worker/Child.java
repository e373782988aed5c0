package faultline.host.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.ProtocolException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A worker's process as its parent holds it: everything that happens to it becomes one queue of [Event]s.
///
/// A thread of its own accepts the worker's connection, receives its messages, and ends with the process. The
/// queue is bounded, so a worker that floods its channel waits for its parent, and not the other way round.
final class Child {
    private static final int OPEN_EVENTS = 256;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "LANG", "LC_ALL", "TZ");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(OPEN_EVENTS);
    private final Path scratch;
    private final Process process;
    private final Output output;
    private final Thread receiver;
    private volatile Channel channel;
    private volatile boolean cancelAsked;
    private volatile boolean closing;
    private volatile Duration patience = LAST_WORDS;
    private boolean interrupted;

    private Child(WorkerSpec spec, Path scratch, ServerSocketChannel server, String token)
            throws IOException {
        this.scratch = scratch;
        ProcessBuilder builder = new ProcessBuilder(spec.command(scratch, socket(scratch)))
                .directory(scratch.toFile()).redirectErrorStream(true);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        this.process = builder.start();
        this.output = new Output(process.getInputStream(), spec.outputBytes(),
                () -> put(new Event.Flooded()));
        this.receiver = new Thread(() -> receive(server, token), "worker channel");
        receiver.setDaemon(true);
    }

    static Child start(WorkerSpec spec) {
        Path scratch = Scratch.create();
        String token = new BigInteger(128, RANDOM).toString(Character.MAX_RADIX);
        ServerSocketChannel server = null;
        Child child = null;
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket(scratch)));
            child = new Child(spec, scratch, server, token);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            if (child == null) {
                close(server);
                Scratch.delete(scratch);
            }
        }
        child.begin(server, token);
        return child;
    }

    private static Path socket(Path scratch) {
        return scratch.resolve("channel");
    }

    private void begin(ServerSocketChannel server, String token) {
        process.onExit().thenRun(() -> close(server));   // it may end before it connects
        output.start();
        receiver.start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(token.getBytes(StandardCharsets.UTF_8));
        } catch (IOException alreadyGone) {
            return;                                      // the receiver sees it too, and says how
        }
    }

    private void receive(ServerSocketChannel server, String token) {
        try (server; Channel accepted = accept(server, token)) {
            channel = accepted;
            put(new Event.Ready());
            for (Message message = accepted.receive(); message != null; message = accepted.receive()) {
                put(new Event.Said(message));
            }
            put(gone());
        } catch (ProtocolException garbled) {
            put(new Event.Garbled(garbled.getMessage()));
        } catch (IOException ended) {
            put(gone());
        }
    }

    private static Channel accept(ServerSocketChannel server, String token) throws IOException {
        while (true) {
            Channel candidate = new Channel(server.accept());
            if (candidate.receive() instanceof Message.Hello(String shown) && MessageDigest.isEqual(
                    shown.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
                return candidate;
            }
            candidate.close();
        }
    }

    private Event gone() {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                return new Event.Garbled("it closed its channel and went on");
            }
        } catch (InterruptedException closing) {
            process.destroyForcibly();
            return new Event.TimeUp();
        }
        output.awaitEnd(LAST_WORDS);
        return new Event.Gone(process.exitValue(), output.text(), crash());
    }

    /// The line of the JVM's crash report that names the signal and the place.
    private String crash() {
        try (Stream<String> lines = Files.lines(scratch.resolve(Worker.CRASH_FILE))) {
            return lines.filter(line -> line.matches("#  \\S+ .*")).findFirst()
                    .map(line -> line.substring(1).strip()).orElse("");
        } catch (IOException | UncheckedIOException none) {
            return "";
        }
    }

    /// The next thing that happens, or [Event.TimeUp]. The time counts first: a flood of events cannot put it
    /// off.
    Event next(long deadlineNanos) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
            return new Event.TimeUp();
        }
        if (cancelAsked) {
            cancelAsked = false;
            return new Event.CancelAsked();
        }
        try {
            Event event = events.poll(left, TimeUnit.NANOSECONDS);
            return event == null ? new Event.TimeUp() : event;
        } catch (InterruptedException asked) {
            interrupted = true;
            return new Event.CancelAsked();
        }
    }

    /// What happened already and was not looked at.
    List<Event> waiting() {
        List<Event> waiting = new ArrayList<>();
        events.drainTo(waiting);
        return waiting;
    }

    /// Gives the calling thread back the interrupt that [#next] took.
    void restoreInterrupt() {
        if (interrupted) {
            interrupted = false;
            Thread.currentThread().interrupt();
        }
    }

    /// Never waits: where the queue is full, somebody is at work on it and looks at the flag next.
    void askToCancel() {
        cancelAsked = true;
        events.offer(new Event.CancelAsked());
    }

    void send(Message message) {
        try {
            channel.send(message);
        } catch (IOException gone) {
            return;                                      // the receiver sees it too, and says how
        }
    }

    /// Waits for room, but not for a parent that closes and takes no more.
    private void put(Event event) {
        try {
            if (!closing) {
                events.put(event);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    String output() {
        return output.text();
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly();
    }

    /// Ends the conversation, and waits for the process to end of it.
    void dismiss(Duration longest) {
        patience = longest;
        try {
            channel.close();
            process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException gone) {
            return;
        } catch (InterruptedException stopWaiting) {
            interrupted = true;
        }
    }

    void close() {
        askToCancel();   // somebody may be running a job
        closing = true;
        kill();
        receiver.interrupt();
        output.interrupt();
        try {
            process.waitFor();
            receiver.join();
        } catch (InterruptedException stopWaiting) {
            interrupted = true;
        }
        output.awaitEnd(LAST_WORDS);
        Scratch.delete(scratch);
        restoreInterrupt();
    }

    private static void close(ServerSocketChannel server) {
        try {
            if (server != null) {
                server.close();
            }
        } catch (IOException ignored) {
            return;
        }
    }
}
