package io.argosy.registry.distribution;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Response;

/// Sends files as answers, whole or in part, as fast as the client takes them.
final class FileSender {
    /// The largest buffer Jetty's pool keeps.
    private static final int BUFFER = 1 << 16;

    private FileSender() {}

    static void send(Exchange exchange, Path file, String contentType) throws IOException {
        try (var in = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = in.size();
            exchange.with("Content-Type", contentType).with("Accept-Ranges", "bytes");
            switch (ByteRange.wished(exchange.header("Range").orElse(""), size)) {
                case ByteRange.Wish.Whole() -> send(exchange, 200, in, new ByteRange(0, size - 1));
                case ByteRange.Wish.Part(ByteRange range) -> {
                    exchange.with("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + size);
                    send(exchange, 206, in, range);
                }
                case ByteRange.Wish.Beyond() -> {
                    exchange.with("Content-Range", "bytes */" + size);
                    exchange.answer(416);
                }
            }
        }
    }

    private static void send(Exchange exchange, int status, FileChannel in, ByteRange range) throws IOException {
        Response response = exchange.begin(status, range.length());
        if (exchange.headOnly() || range.length() == 0) {
            Content.Sink.write(response, true, ByteBuffer.allocate(0));
            return;
        }
        RetainableByteBuffer pooled = exchange.buffers().acquire(BUFFER, true);
        try {
            copy(in, range, pooled.getByteBuffer(), response);
        } finally {
            pooled.release();
        }
    }

    private static void copy(FileChannel in, ByteRange range, ByteBuffer buffer, Response response) throws IOException {
        long position = range.first();
        while (position <= range.last()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), range.last() - position + 1));
            if (in.read(buffer, position) < 0) {
                throw new EOFException("the file is shorter than it was");
            }
            position += buffer.flip().remaining();
            Content.Sink.write(response, position > range.last(), buffer);
        }
    }
}
