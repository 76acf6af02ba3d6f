package io.argosy.logs.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the blocks of a segment's file: from the list of their heads that is written when the segment ends, or by
/// going from head to head.
final class SegmentReader {
    private static final Logger log = LoggerFactory.getLogger(SegmentReader.class);
    private static final String HEADS = ".heads";
    private static final int LOOK_AHEAD = 1 << 13;
    /// No call brings more, in events of the smallest size.
    private static final int LARGEST = 16 << 20;

    private SegmentReader() {}

    static Path heads(Path segment) {
        return segment.resolveSibling(segment.getFileName() + HEADS);
    }

    /// The blocks of a segment that has ended.
    static BlockTable.Part ended(Path segment) throws IOException {
        Optional<BlockTable.Part> listed = listed(segment);
        return listed.isPresent() ? listed.get() : walked(segment, false);
    }

    /// The same as written beside it, if that is there and tells of the whole file.
    static Optional<BlockTable.Part> listed(Path segment) throws IOException {
        Path list = heads(segment);
        if (!Files.exists(list)) {
            return Optional.empty();
        }
        var heads = ByteBuffer.wrap(Files.readAllBytes(list));
        var blocks = new BlockTable();
        long end = 0;
        while (heads.remaining() >= Block.HEAD) {
            BlockRef block = BlockRef.read(end, heads);
            blocks.add(block);
            end = block.end();
            heads.position(heads.position() + Block.HEAD);
        }
        return end == Files.size(segment) && !heads.hasRemaining() ? Optional.of(blocks.now()) : Optional.empty();
    }

    static void list(Path segment, BlockTable.Part blocks) throws IOException {
        var heads = ByteBuffer.allocate(blocks.count() * Block.HEAD);
        blocks.forEach(block -> heads.put(block.head()));
        Path list = heads(segment);
        Path draft = list.resolveSibling(list.getFileName() + ".new");
        Files.write(draft, heads.array());
        Files.move(draft, list, StandardCopyOption.ATOMIC_MOVE);
    }

    /// The blocks up to the first that is not whole, which a loss of power may leave behind. `checked` looks at all
    /// bytes, else only at the heads.
    static BlockTable.Part walked(Path segment, boolean checked) throws IOException {
        var blocks = new BlockTable();
        try (var channel = FileChannel.open(segment, StandardOpenOption.READ)) {
            long size = channel.size();
            long end = 0;
            var ahead = ByteBuffer.allocate(LOOK_AHEAD).limit(0);
            long aheadFrom = 0;
            while (end + Block.HEAD <= size) {
                if (end + Block.HEAD > aheadFrom + ahead.limit()) {
                    readFully(channel, ahead.clear().limit((int) Math.min(LOOK_AHEAD, size - end)), end);
                    ahead.flip();
                    aheadFrom = end;
                }
                BlockRef block = BlockRef.read(end, ahead.position((int) (end - aheadFrom)));
                if (!block.plausible() || block.length() > LARGEST || block.end() > size) {
                    break;
                }
                if (checked && !whole(channel, block)) {
                    break;
                }
                blocks.add(block);
                end = block.end();
            }
            if (end < size) {
                log.warn("segment={} bytes={} of {} are no whole blocks", segment, size - end, size);
            }
        }
        return blocks.now();
    }

    private static boolean whole(FileChannel channel, BlockRef block) throws IOException {
        if (block.hole()) {
            return true;
        }
        byte[] bytes = bytes(channel, block);
        return Block.whole(bytes, bytes.length);
    }

    static byte[] bytes(FileChannel channel, BlockRef block) throws IOException {
        byte[] bytes = new byte[block.length()];
        readFully(channel, ByteBuffer.wrap(bytes), block.offset());
        return bytes;
    }

    private static void readFully(FileChannel channel, ByteBuffer into, long from) throws IOException {
        long at = from;
        while (into.hasRemaining()) {
            int read = channel.read(into, at);
            if (read < 0) {
                throw new IOException("the file ends at " + at);
            }
            at += read;
        }
    }
}
