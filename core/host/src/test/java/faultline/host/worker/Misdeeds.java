package faultline.host.worker;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import faultline.host.Exit;
import faultline.host.Trouble;

/// Jobs that do what no job should, one each, and a few that behave.
final class Misdeeds {
    private Misdeeds() {
    }

    /// A record with one of everything that goes over the wire.
    record Row(String strategy, int threads, double opsPerSecond, List<Double> ci95, boolean disturbed) {
    }

    record Echo() implements Job<String, String> {
        @Override public void run(String request, JobContext<String> context) {
            context.reply(request);
        }
    }

    record Pid() implements Job<String, Long> {
        @Override public void run(String request, JobContext<Long> context) {
            context.reply(ProcessHandle.current().pid());
        }
    }

    record SystemProperty() implements Job<String, String> {
        @Override public void run(String name, JobContext<String> context) {
            context.reply(System.getProperty(name));
        }
    }

    /// Adds to a sum that the worker keeps.
    record Adds() implements Job<Integer, Integer> {
        @Override public void run(Integer more, JobContext<Integer> context) {
            if (more == 0) {
                context.keep(0);
            }
            context.keep(context.kept(Integer.class) + more);
            context.reply(context.kept(Integer.class));
        }
    }

    record Rows() implements Job<Integer, Row> {
        @Override public void run(Integer rows, JobContext<Row> context) {
            for (int i = 1; i <= rows; i++) {
                context.reply(new Row("refcount", i, 1.5 * i, List.of(1.0, 2.0), i == 2));
            }
        }
    }

    record ThrowsTrouble() implements Job<String, String> {
        @Override public void run(String request, JobContext<String> context) {
            throw new Trouble(Exit.USAGE, "no workload is named '" + request + "'").next("help bench");
        }
    }

    record Throws() implements Job<String, String> {
        @Override public void run(String request, JobContext<String> context) {
            throw new IllegalStateException(request);
        }
    }

    record Recurses() implements Job<String, String> {
        @Override public void run(String request, JobContext<String> context) {
            run(request + "!", context);
        }
    }

    record Loops() implements Job<String, String> {
        @Override public void run(String request, JobContext<String> context) {
            context.reply("looping");
            forEver();
        }

        static void forEver() {
            while (true) {
                Thread.onSpinWait();
            }
        }
    }

    /// Keeps a connection to the socket that it is told of for as long as its process lives: tells its
    /// process there, waits for a byte, sends it back, and loops.
    record HoldsAConnection() implements Job<String, String> {
        @Override public void run(String socket, JobContext<String> context) throws IOException {
            SocketChannel held = SocketChannel.open(StandardProtocolFamily.UNIX);
            held.connect(UnixDomainSocketAddress.of(socket));
            held.write(ByteBuffer.allocate(Long.BYTES).putLong(ProcessHandle.current().pid()).flip());
            ByteBuffer one = ByteBuffer.allocate(1);
            held.read(one);
            held.write(one.flip());
            Loops.forEver();
        }
    }

    record StopsWhenAsked() implements Job<String, String> {
        @Override public void run(String request, JobContext<String> context) {
            context.reply("running");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException asked) {
                context.reply("stopped, cancelled: " + context.cancelled());
            }
        }
    }

    record FillsTheHeap() implements Job<String, String> {
        @Override public void run(String request, JobContext<String> context) {
            context.reply("filling");
            List<byte[]> heap = new ArrayList<>();
            while (true) {
                try {
                    heap.add(new byte[1 << 20]);
                } catch (OutOfMemoryError caught) {
                    heap.add(new byte[8]);
                }
            }
        }
    }

    record Exits() implements Job<Integer, String> {
        @Override public void run(Integer code, JobContext<String> context) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("the hook ran")));
            System.exit(code);
        }
    }

    record HangsItsExit() implements Job<String, String> {
        @Override public void run(String request, JobContext<String> context) {
            Runtime.getRuntime().addShutdownHook(new Thread(Loops::forEver));
            System.exit(0);
        }
    }

    record LeavesAThread() implements Job<String, String> {
        @Override public void run(String request, JobContext<String> context) {
            Thread.ofPlatform().daemon(false).start(Loops::forEver);
            context.reply("left one");
        }
    }

    record Floods() implements Job<String, String> {
        @Override public void run(String line, JobContext<String> context) {
            while (true) {
                System.out.println(line);
            }
        }
    }

    record FloodsReplies() implements Job<String, String> {
        @Override public void run(String reply, JobContext<String> context) {
            while (true) {
                context.reply(reply);
            }
        }
    }

    record BreaksTheJvm() implements Job<String, String> {
        @SuppressWarnings("restricted")
        @Override public void run(String request, JobContext<String> context) {
            MemorySegment.ofAddress(16).reinterpret(8).set(ValueLayout.JAVA_LONG, 0, 1);
        }
    }

    /// Not even an exception that answers questions about itself.
    record ThrowsABrokenException() implements Job<String, String> {
        @Override public void run(String request, JobContext<String> context) {
            throw new RuntimeException() {
                private static final long serialVersionUID = 1;

                @Override public String toString() {
                    throw this;
                }
            };
        }
    }
}
