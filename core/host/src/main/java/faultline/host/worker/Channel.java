package faultline.host.worker;

import java.io.Closeable;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// The private way between a worker and its parent: [Message]s over a Unix-domain socket, so that nothing a
/// program prints or reads can be mistaken for one. A message is its length, four bytes, and what [Wire]
/// makes of it.
final class Channel implements Closeable {
    private static final int LIMIT = 16 << 20;

    private final SocketChannel socket;

    Channel(SocketChannel socket) {
        this.socket = socket;
    }

    static Channel connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new Channel(channel);
    }

    /// An interrupt would close the socket under a write, so a pending one waits until the message is out.
    synchronized void send(Message message) throws IOException {
        byte[] body = Wire.encode(Message.class, message);
        if (body.length > LIMIT) {
            throw new IllegalArgumentException(body.length + " bytes, " + LIMIT + " are allowed");
        }
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + body.length);
        frame.putInt(body.length).put(body).flip();
        boolean interrupted = Thread.interrupted();
        try {
            while (frame.hasRemaining()) {
                socket.write(frame);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Interrupts a thread that sends through this channel, though never in the middle of a message.
    synchronized void interrupt(Thread sender) {
        sender.interrupt();
    }

    /// The next message, or `null` at the end; one that was cut off by the end is none. One thread receives,
    /// and nobody interrupts it but to close.
    Message receive() throws IOException {
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
        if (!fill(length)) {
            return null;
        }
        int size = length.flip().getInt();
        if (size < 0 || size > LIMIT) {
            throw new ProtocolException("a message of " + size + " bytes is announced");
        }
        ByteBuffer body = ByteBuffer.allocate(size);
        if (!fill(body)) {
            return null;
        }
        return (Message) Wire.decode(Message.class, body.array());
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (socket.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override public void close() throws IOException {
        socket.close();
    }
}
