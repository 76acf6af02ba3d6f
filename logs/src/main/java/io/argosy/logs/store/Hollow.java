package io.argosy.logs.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;

/// Takes blocks out of a segment that has ended, and gives their space back: the file is written anew with a hole where
/// they were. All others stay at their places, so that nobody's position changes.
final class Hollow {
    /// The stream of a block that is a hole; those that exist count from 1.
    static final int NOBODY = 0;

    private Hollow() {}

    static BlockTable.Part out(Path segment, BlockTable.Part blocks, Predicate<BlockRef> unwanted) throws IOException {
        Path draft = segment.resolveSibling(segment.getFileName() + ".new");
        Files.deleteIfExists(draft);
        var left = new BlockTable();
        try (var from = FileChannel.open(segment, StandardOpenOption.READ);
                var to = FileChannel.open(
                        draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            for (int i = 0; i < blocks.count(); i++) {
                BlockRef block = blocks.blocks()[i];
                left.add(unwanted.test(block) ? hole(to, block) : copied(from, to, block));
            }
            // A hole at the end has to have its length.
            if (to.size() < left.now().newest().end()) {
                to.write(ByteBuffer.allocate(1), left.now().newest().end() - 1);
            }
            to.force(true);
        }
        SegmentReader.list(segment, left.now());
        Files.move(draft, segment, StandardCopyOption.ATOMIC_MOVE);
        return left.now();
    }

    private static BlockRef hole(FileChannel to, BlockRef block) throws IOException {
        var hole = new BlockRef(
                block.offset(), block.length(), NOBODY, block.count(), block.ingestedAt(), block.first(), block.last());
        write(to, hole.head(), block.offset());
        return hole;
    }

    private static BlockRef copied(FileChannel from, FileChannel to, BlockRef block) throws IOException {
        write(to, ByteBuffer.wrap(SegmentReader.bytes(from, block)), block.offset());
        return block;
    }

    private static void write(FileChannel to, ByteBuffer bytes, long at) throws IOException {
        long next = at;
        while (bytes.hasRemaining()) {
            next += to.write(bytes, next);
        }
    }
}
