package io.argosy.logshipping;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The records of one container in the order the engine wrote them, across the files it goes through: the newest has
/// the plain name, older ones stop in `.1`, `.2` and so on. One that is open is read to its stop even if the engine has
/// deleted it since.
final class LogFiles implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogFiles.class);
    private static final int BUFFER = 64 << 10;
    private static final int LONGEST_RECORD = 2 << 20;
    private static final int LOOK_BACK = 256;
    private static final int LISTINGS = 10;
    /// Of two outputs the engine may write down the later line first.
    private static final long OUT_OF_ORDER = 10_000_000;

    private final Path newest;
    private final RecordParser parser = new RecordParser();
    private byte[] buffer = new byte[BUFFER];
    private int start;
    private int stop;
    private Optional<Open> open = Optional.empty();
    private long offset;
    private Position position;
    private long skipUpTo;

    private record Open(long inode, FileChannel channel) {}

    private record Listed(long inode, Path path) {}

    LogFiles(Path newest, Position from) {
        this.newest = newest;
        this.position = from;
    }

    /// Behind the last record that was read.
    Position position() {
        return position;
    }

    /// Whether there may be something to read.
    boolean grown() throws IOException {
        if (open.isEmpty()) {
            return Files.exists(newest);
        }
        return open.get().channel().size() > offset || rotated();
    }

    private boolean rotated() throws IOException {
        try {
            return inode(newest) != open.orElseThrow().inode();
        } catch (NoSuchFileException between) {
            return false;
        }
    }

    private static long inode(Path path) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:ino")).longValue();
    }

    /// The next record that is written whole, if there is one by now.
    Optional<LogRecord> next() throws IOException {
        while (true) {
            Optional<LogRecord> buffered = buffered();
            if (buffered.isPresent()) {
                return buffered;
            }
            if (!fill()) {
                return Optional.empty();
            }
        }
    }

    private Optional<LogRecord> buffered() {
        for (int line = lineEnd(); line >= 0; line = lineEnd()) {
            Optional<RecordParser.Parsed> parsed = parser.parse(buffer, start, line);
            Position from = position;
            long behind = offset - (stop - line) + 1;
            start = line + 1;
            position = new Position(
                    open.orElseThrow().inode(),
                    behind,
                    parsed.map(RecordParser.Parsed::nanos).orElse(from.nanos()));
            if (parsed.isEmpty()) {
                log.warn("file={} offset={} is no record of the engine's: passed over", newest, behind);
            } else if (parsed.get().nanos() >= skipUpTo) {
                var record = parsed.get();
                return Optional.of(new LogRecord(record.error(), record.text(), record.nanos(), from, position));
            }
        }
        return Optional.empty();
    }

    private int lineEnd() {
        for (int at = start; at < stop; at++) {
            if (buffer[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /// Whether something new is in the buffer, or another file open.
    private boolean fill() throws IOException {
        if (open.isEmpty()) {
            return openFirst();
        }
        boolean rotated = rotated();
        if (read() > 0) {
            return true;
        }
        return rotated && follow();
    }

    private int read() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, stop - start);
        stop -= start;
        start = 0;
        if (stop == buffer.length) {
            if (stop >= LONGEST_RECORD) {
                stop = 0;
            } else {
                buffer = Arrays.copyOf(buffer, stop * 2);
            }
        } else if (stop == 0 && buffer.length > BUFFER) {
            buffer = new byte[BUFFER];
        }
        int read = open.orElseThrow().channel().read(ByteBuffer.wrap(buffer, stop, buffer.length - stop), offset);
        offset += Math.max(0, read);
        stop += Math.max(0, read);
        return read;
    }

    /// Opens the file where reading is to go on, or the oldest where that place is gone.
    private boolean openFirst() throws IOException {
        List<Listed> files = listed();
        if (files.isEmpty()) {
            return false;
        }
        for (Listed file : files) {
            if (file.inode() == position.inode() && opened(file, position.offset()) && isThere(position)) {
                return true;
            }
        }
        if (!position.equals(Position.BEGINNING)) {
            log.info("file={} has gone on since: what is left is sent from {} ns on", newest, position.nanos());
            skipUpTo = position.nanos() - OUT_OF_ORDER;
        }
        close();
        return opened(files.getFirst(), 0);
    }

    /// The file behind the one that was read, which the engine writes no more. One that is not listed any more was the
    /// oldest; more than it may have gone.
    private boolean follow() throws IOException {
        long inode = open.orElseThrow().inode();
        List<Listed> files = listed();
        int next = 0;
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).inode() == inode) {
                next = i + 1;
            }
        }
        if (next == 0 && !files.isEmpty()) {
            log.warn("file={} was written faster than it could be sent: lines may be missing", newest);
        }
        return next < files.size() && opened(files.get(next), 0);
    }

    private boolean opened(Listed file, long from) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file.path(), StandardOpenOption.READ);
        } catch (NoSuchFileException gone) {
            return false;
        }
        if (inode(file.path()) != file.inode()) {
            channel.close();
            return false;
        }
        close();
        open = Optional.of(new Open(file.inode(), channel));
        offset = from;
        start = 0;
        stop = 0;
        return true;
    }

    /// Whether the record before this place is the one it was taken behind.
    private boolean isThere(Position place) throws IOException {
        var before = ByteBuffer.allocate((int) Math.min(LOOK_BACK, place.offset()));
        open.orElseThrow().channel().read(before, place.offset() - before.capacity());
        String text = new String(before.array(), 0, before.position(), StandardCharsets.US_ASCII);
        int time = text.lastIndexOf("\"time\":\"");
        boolean ends = text.endsWith("\"}\n");
        return place.offset() == 0
                || ends
                        && time >= 0
                        && parser.nanos(text.substring(time + 8, text.length() - 3))
                                .equals(Optional.of(place.nanos()));
    }

    /// All files, the oldest first: names change while one looks, so it takes two looks that agree.
    private List<Listed> listed() throws IOException {
        List<Listed> before = List.of();
        for (int look = 0; look < LISTINGS; look++) {
            List<Listed> now = look();
            if (now.equals(before)) {
                return now.reversed();
            }
            before = now;
        }
        return List.of();
    }

    private List<Listed> look() throws IOException {
        List<Listed> found = new ArrayList<>();
        for (int i = 0; ; i++) {
            Path path = i == 0 ? newest : newest.resolveSibling(newest.getFileName() + "." + i);
            try {
                found.add(new Listed(inode(path), path));
            } catch (NoSuchFileException last) {
                return found;
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            open.get().channel().close();
            open = Optional.empty();
        }
    }
}
